import type { Overview } from '#shared/overview/document.ts';

/** What `--json` prints and `GET /sites` answers. */
export interface SandboxDocument extends Overview {
  /** Calls by service and action since the process began. */
  readonly calls: Readonly<Record<'route53' | 'acm' | 'elbv2', Readonly<Record<string, number>>>>;
}
