import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import { type Decision, verdictOf } from './decision.ts';
import { inDoubt } from './doubt.ts';
import type { Change, LaneState, SiteState } from './lane-state.ts';

/** Since when a site is not to be watched any more; undefined: it is. */
export function endedSince({ releasedMs, check }: SiteState): number | undefined {
  const unwatchedMs = 'problem' in check ? check.sinceMs : undefined;
  return releasedMs === undefined || unwatchedMs === undefined
    ? (releasedMs ?? unwatchedMs)
    : Math.min(releasedMs, unwatchedMs);
}

/**
 * Paused at once, so that an end rings no bell; deleted after the grace, and never before its site has gone, so that one that
 * returns has its history.
 */
export function end(
  state: SiteState,
  sinceMs: number,
  monitors: readonly ObservedMonitor[],
  lane: LaneState,
): Decision {
  const { site, check, releasedMs, pendingUntilMs } = state;
  const doubt = monitors.length === 0 ? inDoubt(state, lane) : undefined;
  if (doubt !== undefined) return doubt;
  const why = 'problem' in check && releasedMs === undefined ? check.problem : 'its last claim is gone';
  const dueMs = pendingUntilMs !== undefined ? undefined : deletedAt(sinceMs, lane.afterRelease);
  const isDue = dueMs !== undefined && lane.nowMs >= dueMs;
  const changes = monitors.flatMap(({ id, status }): readonly Change[] => {
    if (isDue) return [{ kind: 'delete', site, id, reason: why }];
    return status === 'paused' ? [] : [{ kind: 'pause', site, id, reason: why }];
  });
  const waitsMs = isDue ? undefined : (dueMs ?? pendingUntilMs);
  const isLeft = lane.afterRelease === 'never' && lane.listed !== undefined && changes.length === 0;
  const isGone = monitors.length === 0 && lane.listed !== undefined;
  return {
    changes,
    verdict: verdictOf(site, 'False', { reason: releasedMs === undefined ? 'NotWatched' : 'Releasing', message: why }),
    ...(monitors.length > 0 && waitsMs !== undefined ? { againMs: waitsMs } : {}),
    ...(releasedMs !== undefined && (isGone || isLeft) ? { isFinished: true } : {}),
  };
}

function deletedAt(sinceMs: number, afterRelease: LaneState['afterRelease']): number | undefined {
  if (afterRelease === 'never') return undefined;
  return afterRelease === 'immediately' ? sinceMs : sinceMs + afterRelease.seconds * 1000;
}
