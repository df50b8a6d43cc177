import type { Release } from '#shared/rows/site-rows.ts';

/** What makes the clock of a release stand still, and since when. */
export interface Stop {
  readonly by: 'hold' | 'policy';
  readonly sinceMs: number;
}

/** The moment at which a release is looked at. */
export interface ClockInput {
  readonly nowMs: number;
  readonly incarnation: string;
  readonly releaseAfterMs: number;
  readonly stop?: Stop;
}

/**
 * The release with its clock set. In another incarnation of the table it begins anew, as it does when a policy allows
 * deletion again; after a hold what was left of its time is left still.
 */
export function setClock(release: Release, input: ClockInput): Release {
  const begun = release.incarnation === input.incarnation ? release : renewed(release, input);
  if (input.stop !== undefined) return stoppedBy(begun, input.stop, input.nowMs);
  const { stopped, ...running } = begun;
  if (stopped === undefined) return begun;
  const leftMs = stopped.by === 'policy' ? input.releaseAfterMs : Math.max(0, begun.dueMs - stopped.sinceMs);
  return { ...running, dueMs: input.nowMs + leftMs };
}

function renewed(release: Release, { nowMs, incarnation, releaseAfterMs }: ClockInput): Release {
  const { stopped: _stopped, ...rest } = release;
  return { ...rest, dueMs: nowMs + releaseAfterMs, incarnation };
}

/** A policy outlasts a hold: whoever forbids to delete also takes back the time that had passed. */
function stoppedBy(release: Release, { by, sinceMs }: Stop, nowMs: number): Release {
  const { stopped } = release;
  if (stopped === undefined) {
    return { ...release, stopped: { by, sinceMs: Math.min(nowMs, Math.max(sinceMs, release.sinceMs)) } };
  }
  return by === 'policy' && stopped.by === 'hold' ? { ...release, stopped: { ...stopped, by } } : release;
}
