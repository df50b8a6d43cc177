import { createHash } from 'node:crypto';
import type { ObservedCertificate } from '#shared/domain/certificate.ts';
import { coverOf } from './cover.ts';
import { isTerminal } from './fitness.ts';
import type { Lane, Placed } from './lane.ts';
import type { Hindrance, KnownCertificate, PastRequest } from './lane-state.ts';
import { byKeys } from './order.ts';
import { wantedNames } from './wanted-names.ts';

const dayMs = 86_400_000;
/** A host has at most one certificate requested in this time, whatever becomes of it. */
export const requestPauseMs = dayMs;
/** ACM forgets a token after an hour (ACM API reference, RequestCertificate, IdempotencyToken); a margin for slow calls. */
const tokenLifeMs = 55 * 60_000;

/** What would be requested, as far as it decides whether that was done already. */
export interface Intended extends Pick<PastRequest, 'naming' | 'keyAlgorithm' | 'names'> {
  readonly hosts: readonly string[];
}

/** The newest request for one of the hosts, or with these names, that is younger than a day and was made for the same wish. */
export function recentRequest(lane: Lane, intended: Intended): PastRequest | undefined {
  const { nowMs, requests } = lane.state;
  return requests
    .filter((past) => nowMs - past.atMs < requestPauseMs && isSameWish(past, intended))
    .sort(byKeys(({ atMs, token }) => [-atMs, token]))[0];
}

const isSameWish = (past: PastRequest, { naming, keyAlgorithm, names, hosts }: Intended): boolean =>
  past.naming === naming &&
  past.keyAlgorithm === keyAlgorithm &&
  (sameNames(past.names, names) || hosts.some((host) => past.hosts.includes(host)));

/** It was asked for, and nobody knows whether ACM heard it: that is asked again, not anew. */
export const isUnanswered = (lane: Lane, placed: Placed): boolean => {
  const past = recentRequest(lane, intendedFor(placed));
  return past !== undefined && past.arn === undefined && past.failure === undefined;
};

export const intendedFor = ({ demand, edge }: Placed): Intended => ({
  naming: edge.settings.names,
  keyAlgorithm: edge.settings.keyAlgorithm,
  names: wantedNames(demand.host, edge),
  hosts: [demand.host],
});

export const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join() === [...b].sort().join();

/** A certificate of these names that failed within a day, known from ACM alone: the table was lost meanwhile. */
export const recentFailure = (lane: Lane, { names }: Intended): KnownCertificate | undefined =>
  lane.certificates.find(
    (one) =>
      one.ours &&
      isTerminal(one) &&
      sameNames(one.names, names) &&
      lane.state.nowMs - (one.createdMs ?? 0) < requestPauseMs,
  );

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

/** The names that ACM could not do with, where it says so. */
export function blameOf({ validations }: Pick<ObservedCertificate, 'validations'>): Pick<PastRequest, 'blamed'> {
  const blamed = validations.filter(({ status }) => status !== 'SUCCESS').map(({ domain }) => domain);
  return blamed.length === 0 ? {} : { blamed };
}

/** Why what was asked for was never issued, and for which names; undefined: it was, or it may yet be, or nobody knows. */
function failureOfPast(
  lane: Lane,
  { arn, failure, blamed }: PastRequest,
): { readonly why: Hindrance; readonly blamed?: readonly string[] } | undefined {
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
    .sort(byKeys(({ atMs, token }) => [-atMs, token]));
  const failed = newest === undefined ? undefined : failureOfPast(lane, newest);
  if (newest === undefined || failed === undefined) return undefined;
  if (failed.blamed !== undefined) return isBlamed(failed.blamed, name) ? 1 : undefined;
  return Math.max(1, Math.floor(newest.names.length / 2));
}

const isBlamed = (blamed: readonly string[] | undefined, name: string): boolean =>
  blamed === undefined || blamed.includes(name) || coverOf(blamed, name) !== undefined;

/** The longest pause after failures, in days. */
const longestPause = 32;

/**
 * What failed last for the same wish, and until when it is left alone: a day, and twice as long each time that it fails
 * again, since whatever is requested counts for a year. An object that was made anew is another wish.
 */
export function lastFailure(
  lane: Lane,
  placed: Placed,
): { readonly failure: Hindrance; readonly times: number; readonly untilMs: number } | undefined {
  const intended = intendedFor(placed);
  const pasts = lane.state.requests
    .filter((past) => past.atMs >= placed.demand.sinceMs && isSameWish(past, intended))
    .sort(byKeys(({ atMs, token }) => [-atMs, token]));
  const failures = pasts.map((past) => {
    const failed = failureOfPast(lane, past);
    return failed !== undefined && intended.names.some((name) => isBlamed(failed.blamed, name))
      ? failed.why
      : undefined;
  });
  const other = failures.indexOf(undefined);
  const times = other === -1 ? failures.length : other;
  const [newest] = pasts;
  const [failure] = failures;
  if (newest === undefined || failure === undefined) return undefined;
  return { failure, times, untilMs: newest.atMs + requestPauseMs * Math.min(2 ** (times - 1), longestPause) };
}

/** When a request may be made again, as far as it alone decides. */
export const againTimes = ({ atMs, failure }: PastRequest): readonly number[] =>
  (failure === undefined ? [1] : [1, 2, 4, 8, 16, longestPause]).map((days) => atMs + days * requestPauseMs);

/** At most 32 word characters (ACM API reference, RequestCertificate, IdempotencyToken). */
export function tokenOf(names: readonly string[], keyAlgorithm: string, atMs: number): string {
  const text = JSON.stringify([[...names].sort(), keyAlgorithm, atMs]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

export const isTokenAlive = (past: PastRequest, nowMs: number): boolean => nowMs - past.atMs < tokenLifeMs;
