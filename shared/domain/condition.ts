import type { Reason } from './reasons.ts';

export type ConditionStatus = 'True' | 'False' | 'Unknown';

/** What is shown of one aspect of a site, as in Kubernetes; `since` is ISO 8601 UTC of the last change of status. */
export interface Condition {
  readonly type: 'Ready' | 'Accepted' | 'DnsReady' | 'CertificateReady' | 'MonitorReady';
  readonly status: ConditionStatus;
  readonly reason: Reason;
  readonly message: string;
  readonly since: string;
}

/** Carries `since` over from the previous condition unless the status changed. */
export function settleSince(previous: Condition | undefined, next: Omit<Condition, 'since'>, nowMs: number): Condition {
  const unchanged = previous !== undefined && previous.status === next.status;
  return { ...next, since: unchanged ? previous.since : new Date(nowMs).toISOString() };
}
