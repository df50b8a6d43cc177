import type { CertificateRow } from '#shared/rows/certificate-rows.ts';
import type { LoadBalancerRow } from '#shared/rows/load-balancer-rows.ts';
import { keptMs } from './deletions.ts';
import { leastLeftMs } from './fitness.ts';
import { type LaneState, mayGo } from './lane-state.ts';
import { againMs } from './past-requests.ts';
import type { LanePlan } from './plan.ts';
import { soakMs } from './soak.ts';

/** Validation records appear some seconds after a request (ACM API reference, RequestCertificate). */
const recordPollMs = 2_000;
/** Tags appear some seconds after a request, too. */
const unsurePollMs = 30_000;
const shortestPollMs = 3_000;
const shortestListenersPollMs = 15_000;
const longestPollMs = 600_000;
/** How often to ask whether claims has settled what a removal waits for. */
const unsettledPollMs = 60_000;

type Polled = Pick<CertificateRow, 'certificate' | 'seenMs' | 'ours' | 'unsure'>;

/** The longer a certificate is on its way, the less often it is asked for. */
export function pollAtMs({ certificate, seenMs, ours, unsure }: Polled): number {
  const { status, validations, names, createdMs = seenMs } = certificate;
  if (unsure === true) return seenMs + unsurePollMs;
  if (!ours || status !== 'PENDING_VALIDATION') return Number.POSITIVE_INFINITY;
  const hasRecords = validations.length >= names.length && validations.every(({ record }) => record !== undefined);
  const pauseMs = Math.min(longestPollMs, Math.max(shortestPollMs, (seenMs - createdMs) / 4));
  return seenMs + (hasRecords ? pauseMs : recordPollMs);
}

/** A controller takes seconds, or somebody has to let it: the longer nothing comes, the less often it is looked for. */
export function listenersPollAtMs({
  seenMs,
  awaitedSinceMs,
}: Pick<LoadBalancerRow, 'seenMs' | 'awaitedSinceMs'>): number {
  if (awaitedSinceMs === undefined) return Number.POSITIVE_INFINITY;
  return seenMs + Math.min(longestPollMs, Math.max(shortestListenersPollMs, (seenMs - awaitedSinceMs) / 4));
}

export const isPollDue = (row: Polled, nowMs: number): boolean => pollAtMs(row) <= nowMs;

/** When time alone makes something to do: the end of a soak, of a day, of a certificate, or the next question. */
export function lookAgainMs(state: LaneState, plan: LanePlan, polls: readonly number[]): number {
  const { nowMs } = state;
  const entries = [...plan.unneededEntries.values()].flat();
  const byArn = new Map(state.certificates.map((one) => [one.arn, one]));
  const settings = state.edges.map((edge) => edge.settings);
  const removals = [
    ...entries.map(({ unneededSinceMs = nowMs }) => unneededSinceMs + soakMs),
    ...[...plan.unneededCertificates].flatMap(([arn, sinceMs]) => {
      const certificate = byArn.get(arn);
      return certificate === undefined ? [] : [sinceMs + keptMs(settings, certificate)];
    }),
  ];
  const leastMs = nowMs + (mayGo(state) ? 0 : unsettledPollMs);
  const times = [
    ...polls,
    ...removals.map((atMs) => Math.max(atMs, leastMs)),
    ...state.requests.map(againMs).filter((atMs) => atMs > nowMs),
    ...plan.verdicts.map(({ expiresMs = 0 }) => expiresMs - leastLeftMs).filter((atMs) => atMs > nowMs),
  ];
  return Math.min(...times);
}
