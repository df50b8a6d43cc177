import type { Condition } from '#shared/domain/condition.ts';
import type { Hold } from '#shared/domain/hold.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { PermanentError, RetryableError } from '#shared/errors/kinds.ts';
import type { LaneRow } from '#shared/rows/site-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { notReady } from './plan/conditions.ts';

/** When to ask first whether an accepted change is everywhere, and at most how long to wait between two questions. */
export const untilInSync = 1000;
const longestPollMs = 5000;
/** Changes generally propagate within 60 s (API reference, ChangeResourceRecordSets). */
export const presumeMs = 60_000;
/** A failure that passes by itself is worth a person's attention only when it lasts. */
const shownAttempts = 3;

/** The longer a change takes, the less often it is asked for. */
export function pollAt(change: UnderWay, nowMs: number): number {
  if (change.pendingChange === undefined && change.presumedInSyncAtMs !== undefined) return change.presumedInSyncAtMs;
  return nowMs + Math.min(longestPollMs, Math.max(untilInSync, (nowMs - change.sinceMs) / 4));
}

/** A change that is not everywhere yet. */
interface UnderWay {
  readonly pendingChange?: string;
  readonly presumedInSyncAtMs?: number;
  readonly sinceMs: number;
}

export function underWay(lane: LaneRow, nowMs: number): UnderWay {
  const since = Date.parse(lane.conditions.find(({ type }) => type === 'DnsReady')?.since ?? '');
  return { ...lane, sinceMs: Number.isNaN(since) ? nowMs : since };
}

/** Held with no end is looked at this often; a resume has it looked at at once. */
const heldPollMs = 3_600_000;

/** How often to ask whether a cluster has spoken since the table was restored. */
export const unconfirmedPollMs = 10_000;

/** How often to look whether a site may leave a zone by now. */
export const movingPollMs = 300_000;

/** Looked at again when the hold ends. */
export const heldUntil = (hold: Hold | undefined, nowMs: number): number => hold?.untilMs ?? nowMs + heldPollMs;

interface Skip {
  readonly reason: Reason;
  readonly message: string;
}

/**
 * What waits for other people is looked at hourly; what waits for a wish or the configuration is woken by it.
 * `leadsInside`: to another name of the zone, which may come later.
 */
export function outcomeOfSkip(key: string, skip: Skip, leadsInside: boolean): Outcome {
  switch (skip.reason) {
    case 'NameTaken':
    case 'OwnershipLost':
    case 'PolicyConflict':
    case 'HealthCheckGone':
      return { key, result: 'hourly', ...skip };
    case 'Refused':
      return { key, result: leadsInside ? 'hourly' : 'parked', ...skip };
    case 'InvalidTarget':
      return { key, result: 'parked', ...skip };
    default:
      return { key, result: 'done' };
  }
}

export function failureCondition(error: Error, attempt: number): Omit<Condition, 'since'> | undefined {
  if (error instanceof PermanentError) return notReady(error.reason, error.message);
  if (error instanceof RetryableError && attempt >= shownAttempts) return notReady('Retrying', error.message);
  return undefined;
}
