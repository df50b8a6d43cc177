import { createHash } from 'node:crypto';
import type { Lane, Placed } from './lane.ts';
import type { PastRequest } from './lane-state.ts';
import { byKeys } from './order.ts';
import { wantedNames } from './wanted-names.ts';

const dayMs = 86_400_000;
/** A host has at most one certificate requested in this time, whatever becomes of it, unless a person says otherwise. */
export const requestPauseMs = dayMs;
/** ACM forgets a token after an hour (ACM API reference, RequestCertificate, IdempotencyToken); a margin for slow calls. */
const tokenLifeMs = 55 * 60_000;

/** What would be requested, as far as it decides whether that was done already. */
export interface Intended extends Pick<PastRequest, 'keyAlgorithm' | 'names'> {
  readonly naming: NonNullable<PastRequest['naming']>;
  readonly hosts: readonly string[];
}

/** The newest request for one of the hosts, or with these names, that is younger than a day and was made for the same wish. */
export function recentRequest(lane: Lane, intended: Intended): PastRequest | undefined {
  const { nowMs, requests } = lane.state;
  return requests
    .filter((past) => nowMs - past.atMs < requestPauseMs && isAlike(past, intended))
    .filter(({ retried }) => retried === undefined)
    .sort(newestFirst)[0];
}

const isAlike = (past: PastRequest, intended: Intended): boolean =>
  isOfKind(past, intended) && (hasNames(past, intended) || intended.hosts.some((host) => past.hosts.includes(host)));

export const isOfKind = (past: PastRequest, { naming, keyAlgorithm }: Intended): boolean =>
  (past.naming ?? naming) === naming && past.keyAlgorithm === keyAlgorithm;

export const hasNames = (past: PastRequest, { names }: Intended): boolean =>
  names.every((name) => past.names.includes(name));

export const newestFirst = byKeys(({ atMs, token }: PastRequest) => [-atMs, token]);

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

/** When a request may be made again, as far as time alone decides. */
export const againMs = ({ atMs }: PastRequest): number => atMs + requestPauseMs;

/** At most 32 word characters (ACM API reference, RequestCertificate, IdempotencyToken). */
export function tokenOf(names: readonly string[], keyAlgorithm: string, atMs: number): string {
  const text = JSON.stringify([[...names].sort(), keyAlgorithm, atMs]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

export const isTokenAlive = (past: PastRequest, nowMs: number): boolean => nowMs - past.atMs < tokenLifeMs;
