import type { ObservedCertificate } from '#shared/domain/certificate.ts';
import type { EdgeCertificates } from '#shared/domain/edge-certificates.ts';
import type { DeleteChange } from './changes.ts';
import type { Choice } from './choice.ts';
import { isTerminal } from './fitness.ts';
import type { Lane } from './lane.ts';
import { type KnownCertificate, type LaneState, mayGo } from './lane-state.ts';

const dayMs = 86_400_000;
/** However short they are kept: whoever needs one again in a moment could have no other requested within the day. */
const leastKeptMs = 3_600_000;
/** What ACM will never issue is kept for a look at it. */
const terminalKeptMs = dayMs;

export interface Deletions {
  readonly changes: readonly DeleteChange[];
  /** Certificates of ours that nobody needs, and since when. */
  readonly unneeded: ReadonlyMap<string, number>;
}

/** What of ours nobody has needed for as long as the configuration says, and nothing uses as far as ACM knows. */
export function planDeletions(lane: Lane, choices: readonly Choice[]): Deletions {
  const { state } = lane;
  const needed = new Set(choices.flatMap(({ certificate }) => certificate?.arn ?? []));
  const listeners = state.loadBalancers.flatMap((one) => one.listeners);
  for (const { default: standard, entries } of listeners) {
    if (standard !== undefined) needed.add(standard);
    for (const { certificate } of entries) needed.add(certificate);
  }
  for (const { demand } of lane.demands) if (demand.certificateArn !== undefined) needed.add(demand.certificateArn);
  for (const host of state.unsettled?.hosts ?? []) for (const [{ arn }] of lane.covering(host)) needed.add(arn);
  // The controller takes nothing of a list that names one that is not there.
  const told = new Set(state.loadBalancers.flatMap(({ controller }) => controller?.told ?? []));
  const unneeded = new Map<string, number>();
  const changes: DeleteChange[] = [];
  for (const certificate of state.mayRemove ? lane.certificates : []) {
    const isUsed = certificate.inUseBy.length > 0 || needed.has(certificate.arn);
    if (!certificate.ours || isUsed) continue;
    const sinceMs = certificate.unneededSinceMs ?? state.nowMs;
    unneeded.set(certificate.arn, sinceMs);
    if (told.has(certificate.arn) || !isKeptEnough(state, { ...certificate, unneededSinceMs: sinceMs })) continue;
    changes.push({
      kind: 'delete',
      certificate: certificate.arn,
      reason: 'nobody has needed it for as long as it is kept',
    });
  }
  return { changes, unneeded };
}

/** Nobody has needed it for as long as it is kept. */
export function isKeptEnough(state: LaneState, certificate: KnownCertificate): boolean {
  const { unneededSinceMs } = certificate;
  if (unneededSinceMs === undefined || !mayGo(state)) return false;
  const settings = state.edges.map((edge) => edge.settings);
  return state.nowMs - unneededSinceMs >= keptMs(settings, certificate);
}

/** The longest of the lane's edges counts; without an edge nothing goes. */
export function keptMs(
  settings: readonly EdgeCertificates[],
  certificate: Pick<ObservedCertificate, 'status'>,
): number {
  if (settings.length === 0) return Number.POSITIVE_INFINITY;
  if (isTerminal(certificate)) return terminalKeptMs;
  return Math.max(leastKeptMs, Math.max(...settings.map(({ keepUnusedDays }) => keepUnusedDays)) * dayMs);
}
