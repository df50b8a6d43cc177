import type { Condition } from '#shared/domain/condition.ts';
import type { Reason } from '#shared/domain/reasons.ts';

type DnsReady = Omit<Condition, 'since'>;

const dnsReady = (status: Condition['status'], reason: Reason, message: string): DnsReady => ({
  type: 'DnsReady',
  status,
  reason,
  message,
});

export const inSync = (): DnsReady => dnsReady('True', 'InSync', 'the records are on all name servers of the zone');

export const changePending = (zoneName: string): DnsReady =>
  dnsReady('False', 'ChangePending', `Route 53 has accepted the change of ${zoneName} and is spreading it`);

export const releasing = (): DnsReady =>
  dnsReady('False', 'Releasing', 'the records are deleted; Route 53 is spreading that');

/** A wish that is not fulfilled: while observing nobody can say whether it would be. */
export const notReady = (reason: Reason, message: string): DnsReady =>
  dnsReady(reason === 'Observing' ? 'Unknown' : 'False', reason, message);
