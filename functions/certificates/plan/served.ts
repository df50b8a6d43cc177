import type { ConditionStatus } from '#shared/domain/condition.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { Choice } from './choice.ts';
import { coverOf } from './cover.ts';
import { leastLeftMs } from './fitness.ts';
import { isOnAll, type Lane, type Placed } from './lane.ts';
import type { Hindrance, KnownCertificate } from './lane-state.ts';
import { isServed } from './wanted.ts';

const dayMs = 86_400_000;

export interface Said {
  readonly status: ConditionStatus;
  readonly reason: Reason;
  readonly message: string;
}

/** What is said of a host that is served: by what was chosen, or by what it is still to replace. */
export function served(lane: Lane, { placed, certificate }: Choice, hindrance: Hindrance | undefined) {
  const first = placed.listeners[0];
  const serving = first === undefined ? undefined : lane.certificate(isServed(lane, placed, first) ?? '');
  const isChosen = certificate !== undefined && isOnAll(placed, certificate.arn);
  const shown = isChosen ? certificate : serving;
  const { nowMs } = lane.state;
  const message = `${shown?.arn ?? 'a certificate'} serves it${untilText(shown, nowMs)}`;
  const attached = { status: 'True', ...naming(shown) } as const;
  if (!isChosen) {
    const waits = hindrance?.message ?? 'another one is on its way to take its place';
    const reason = hindrance === undefined ? 'Attached' : 'RenewalBlocked';
    const past = hindrance?.past === undefined ? {} : { past: hindrance.past };
    return { ...attached, reason, message: `${message}; ${waits}`, ...past } as const;
  }
  const trouble = certificate.renewalBlocked ?? besideText(lane, placed, certificate);
  return trouble === undefined
    ? ({ ...attached, reason: 'Attached', message } as const)
    : { ...attached, reason: trouble.reason, message: `${message}; ${trouble.message}` };
}

/** Clients may be shown any certificate of the SNI list that has the name (Elastic Load Balancing, "SSL certificates"). */
function besideText(
  { certificate: find, state }: Lane,
  placed: Placed,
  chosen: KnownCertificate,
): Hindrance | undefined {
  // What stood in for a default goes by itself, once nothing needs it.
  const entries = placed.listeners.flatMap((listener) =>
    listener.entries.filter((entry) => listener.standIns?.includes(entry.certificate) !== true),
  );
  const beside = entries
    .map((entry) => find(entry.certificate))
    .filter((one) => one !== undefined)
    .filter((one) => one.arn !== chosen.arn && !one.ours && coverOf(one.names, placed.demand.host) !== undefined)
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const who = 'which somebody else put on the listener, may be shown for it';
  const ended = beside.find(({ status, notAfterMs = 0 }) => status !== 'ISSUED' || notAfterMs <= state.nowMs);
  if (ended !== undefined) {
    const how =
      ended.status === 'ISSUED' || ended.status === 'EXPIRED' ? 'has ended' : `is ${ended.status.toLowerCase()}`;
    return {
      reason: 'RenewalBlocked',
      message: `${ended.arn}, ${who}, although it ${how}: take it off, or import a new one`,
    };
  }
  const ending = beside.find(({ renewalBlocked }) => renewalBlocked !== undefined);
  if (ending?.renewalBlocked === undefined) return undefined;
  const { reason, message } = ending.renewalBlocked;
  const left = untilText(ending, state.nowMs);
  return { reason, message: `${ending.arn}, ${who}${left}: take it off, or see to its renewal; ${message}` };
}

/** With the days that are left, where that is worth a person's time. */
function untilText(certificate: KnownCertificate | undefined, nowMs: number): string {
  const { notAfterMs, renewalBlocked } = certificate ?? {};
  if (notAfterMs === undefined) return '';
  const until = ` until ${new Date(notAfterMs).toISOString()}`;
  const leftMs = notAfterMs - nowMs;
  if (renewalBlocked === undefined && leftMs >= leastLeftMs) return until;
  const days = Math.max(0, Math.floor(leftMs / dayMs));
  return `${until} (${days} ${days === 1 ? 'day' : 'days'} left)`;
}

export const naming = (
  certificate: KnownCertificate | undefined,
): { readonly certificate?: string; readonly expiresMs?: number } => ({
  ...(certificate === undefined ? {} : { certificate: certificate.arn }),
  ...(certificate?.notAfterMs === undefined ? {} : { expiresMs: certificate.notAfterMs }),
});
