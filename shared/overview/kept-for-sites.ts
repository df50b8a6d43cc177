import type { MonitorStatus } from '#shared/domain/monitor.ts';

/** A certificate in ACM, with the hosts that it serves or is to. */
export interface CertificateEntry {
  readonly hosts: readonly string[];
  readonly arn: string;
  /** As ACM says it: `ISSUED`, `PENDING_VALIDATION`. */
  readonly status: string;
  /** ARNs of the listeners that show it. */
  readonly attachedTo: readonly string[];
  readonly how: 'exact' | 'wildcard' | 'joined' | 'requested' | 'default';
}

export interface MonitorEntry {
  readonly host: string;
  readonly url: string;
  readonly intervalSeconds: number;
  /** As last listed; `waiting`: there is none yet; `skipped`: there is to be none. */
  readonly status: MonitorStatus | 'waiting' | 'skipped';
  /** Why nobody outside can check it. */
  readonly skipped?: string;
}

export interface UnclaimedMonitor {
  /** As in the configuration. */
  readonly account: string;
  /** The provider's. */
  readonly id: string;
  /** As the provider has them: anybody may have written them. */
  readonly name: string;
  readonly url: string;
}
