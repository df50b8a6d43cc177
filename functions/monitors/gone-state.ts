import type { MonitorRow } from '#shared/rows/monitor-rows.ts';
import { siteTag } from '#shared/rows/monitor-tags.ts';
import { isStopped } from './holds.ts';
import type { SiteState } from './plan/lane-state.ts';
import type { LaneWork } from './work.ts';

/** What is remembered of a site that this lane is not to watch any more. */
export function goneState(work: LaneWork, row: MonitorRow): SiteState {
  const nowMs = work.drain.now();
  return {
    site: row.site,
    tag: siteTag(row.site),
    check: { problem: 'its last claim is gone', sinceMs: row.releasedMs ?? nowMs },
    dns: 'Unknown',
    releasedMs: row.releasedMs ?? nowMs,
    rank: Number.MAX_SAFE_INTEGER,
    row,
    ...(isStopped(work, row) ? { policy: 'observe' } : {}),
  };
}
