import type { ObservedCertificate } from '#shared/domain/certificate.ts';
import { coverOf } from './cover.ts';
import { footingsOf } from './footing.ts';
import type { Lane, Placed } from './lane.ts';
import type { Hindrance, PastRequest } from './lane-state.ts';
import { hasNames, intendedFor, isOfKind, newestFirst } from './past-requests.ts';

/** Why a certificate was never issued, and what to do; undefined where that is not so. */
export function failureOf({ status, failureReason, names, validations }: ObservedCertificate): Hindrance | undefined {
  const text = names.join(', ');
  if (status === 'VALIDATION_TIMED_OUT') {
    const missing = validations.filter((one) => one.status !== 'SUCCESS').map(({ domain }) => domain);
    const message = `ACM did not see within 72 hours that ${missing.join(', ') || text} is ours; see that its zone is the public one`;
    return { reason: 'CertificateTimedOut', message };
  }
  if (status !== 'FAILED') return undefined;
  if (failureReason === 'CAA_ERROR') {
    const message = `CAA records forbid Amazon to issue for ${text}; add amazon.com to them or take them away`;
    return { reason: 'CAAForbids', message };
  }
  return { reason: 'CertificateFailed', message: `ACM refused ${text}: ${failureReason ?? 'it does not say why'}` };
}

/**
 * The names that ACM could not do with, where it says so: what it did not see in time, or what it calls failed. A name that
 * was still to be looked at when another one failed is not to blame.
 */
export function blameOf({
  status,
  validations,
}: Pick<ObservedCertificate, 'status' | 'validations'>): Pick<PastRequest, 'blamed'> {
  const isBad = (one: string): boolean => (status === 'FAILED' ? one === 'FAILED' : one !== 'SUCCESS');
  const blamed = validations.filter((one) => isBad(one.status)).map(({ domain }) => domain);
  return blamed.length === 0 ? {} : { blamed };
}

interface Refusal {
  readonly why: Hindrance;
  readonly blamed?: readonly string[];
}

/** Why what was asked for was never issued, and for which names; undefined: it was, or it may yet be, or nobody knows. */
export function refusalOf(lane: Lane, { arn, failure, blamed }: PastRequest): Refusal | undefined {
  if (failure !== undefined) return { why: failure, ...(blamed === undefined ? {} : { blamed }) };
  const certificate = arn === undefined ? undefined : lane.certificate(arn);
  const why = certificate === undefined ? undefined : failureOf(certificate);
  return certificate === undefined || why === undefined ? undefined : { why, ...blameOf(certificate) };
}

/**
 * With how many names one may share a certificate after a failure: with none where it is to blame, else with half as many as
 * failed together, so that the one to blame is found. Undefined: it did not fail last.
 */
export function mostTogether(lane: Lane, name: string): number | undefined {
  const [newest] = lane.state.requests
    .filter((past) => past.hosts.includes(name) || past.names.includes(name))
    .sort(newestFirst);
  const failed = newest === undefined ? undefined : refusalOf(lane, newest);
  if (newest === undefined || failed === undefined) return undefined;
  if (failed.blamed !== undefined) return isBlamed(failed.blamed, name) ? 1 : undefined;
  return Math.max(1, Math.floor(newest.names.length / 2));
}

const isBlamed = (blamed: readonly string[], name: string): boolean =>
  blamed.includes(name) || coverOf(blamed, name) !== undefined;

/**
 * What ACM refused last for the wish as it still is: that is not asked for again by itself, however much time passes. It was
 * refused for the wish where ACM blames one of its names, or it had no others with it. The wish is another one with
 * other names, another kind of them or another algorithm, where an object that it failed for was made anew, or where what
 * shows ACM that the names are ours is written elsewhere or otherwise.
 */
export function lastRefusal(
  lane: Lane,
  placed: Placed,
): { readonly why: Hindrance; readonly past: PastRequest } | undefined {
  const { names } = intendedFor(placed);
  const [past] = lane.state.requests.filter((one) => isSameWish(lane, one, placed)).sort(newestFirst);
  if (past === undefined || past.retried !== undefined) return undefined;
  const refusal = refusalOf(lane, past);
  if (refusal === undefined) return undefined;
  const { why, blamed } = refusal;
  const isMeant =
    blamed === undefined
      ? past.names.every((name) => names.includes(name))
      : names.some((name) => isBlamed(blamed, name));
  return isMeant ? { why, past } : undefined;
}

function isSameWish({ state }: Lane, past: PastRequest, placed: Placed): boolean {
  const intended = intendedFor(placed);
  if (!isOfKind(past, intended) || !hasNames(past, intended)) return false;
  if (past.hosts.includes(placed.demand.host) && past.atMs < placed.demand.sinceMs) return false;
  return Object.entries(footingsOf(intended.names, state.zones)).every(
    ([name, footing]) => (past.footings?.[name] ?? footing) === footing,
  );
}
