import type { Overview } from '#shared/overview/document.ts';
import type { ShownMessage } from './workspace.ts';

/** What `--json` prints and `GET /sites` answers. */
export interface SandboxDocument extends Overview {
  /** What people were told, the oldest first. */
  readonly messages: readonly ShownMessage[];
  /** Calls by service and action since the process began. */
  readonly calls: Readonly<Record<'route53' | 'acm' | 'elbv2', Readonly<Record<string, number>>>>;
}
