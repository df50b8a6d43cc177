import { type Decision, waiting } from './decision.ts';
import type { LaneState, SiteState } from './lane-state.ts';

/**
 * What is to be done while it is not known whether a monitor was made: the answer was lost, and lists may lag behind it. Once
 * they cannot any more they tell, those of its tags first. Undefined: there is no doubt, or none any more.
 */
export function inDoubt({ site, tag, row: { askedMs } }: SiteState, lane: LaneState): Decision | undefined {
  if (askedMs === undefined) return undefined;
  const surelyMs = askedMs + lane.lagMs;
  if ((lane.listed?.startedMs ?? 0) >= surelyMs) return undefined;
  const unsure = waiting(site, 'it is not certain yet whether its monitor was made');
  if (lane.nowMs < surelyMs) return { ...unsure, againMs: surelyMs };
  const tags = [lane.installationTag, tag];
  return { ...unsure, changes: [{ kind: 'confirm', site, tags, reason: 'the answer to its making was lost' }] };
}
