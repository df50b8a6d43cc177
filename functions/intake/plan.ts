import type { Configuration } from '#shared/domain/configuration.ts';
import { aheadLimitMs, epochMs } from '#shared/domain/marker.ts';
import type { Envelope, EnvelopeReason, ParsedEnvelope } from '#shared/events/envelope.ts';

/** Why a message goes to the dead letters. */
export type IntakeReason = EnvelopeReason | 'UnknownCluster' | 'ClockAhead';

export type Judged =
  | { readonly take: true; readonly envelope: Envelope }
  | { readonly take: false; readonly reason: IntakeReason; readonly message: string };

/** Whether a message is one of a cluster of ours, from its account, of about now. */
export function judge(parsed: ParsedEnvelope, configuration: Configuration, nowMs: number): Judged {
  if (!parsed.ok) return refuse(parsed.reason, parsed.message);
  const { envelope } = parsed;
  const cluster = configuration.clusters.find(({ name }) => name === envelope.cluster);
  if (cluster === undefined) {
    return refuse('UnknownCluster', `cluster ${envelope.cluster} is not in the configuration; add it under clusters`);
  }
  const account = cluster.account ?? configuration.hub.account;
  if (envelope.account !== account) {
    return refuse('SourceMismatch', `cluster ${cluster.name} belongs to account ${account}, not ${envelope.account}`);
  }
  const aheadMs = epochMs(envelope.ranges.marker) - nowMs;
  if (aheadMs > aheadLimitMs) {
    const days = Math.floor(aheadMs / 86_400_000);
    return refuse(
      'ClockAhead',
      `the clock of cluster ${cluster.name} is ${days} days ahead; set it and restart the forwarder`,
    );
  }
  return { take: true, envelope };
}

const refuse = (reason: IntakeReason, message: string): Judged => ({ take: false, reason, message });
