import { siteText } from '#shared/domain/site.ts';
import type { MonitorRow } from '#shared/rows/monitor-rows.ts';
import { stillListed } from './plan/known.ts';
import type { Reconciled } from './reconcile.ts';
import type { LaneWork } from './work.ts';

/** Keeps since when sites are not to be watched, and forgets those of which nothing is left. */
export async function settleRows(
  work: LaneWork,
  { assembled, plan }: Pick<Reconciled, 'assembled' | 'plan'>,
): Promise<void> {
  const { rows } = work;
  const finished = new Set(plan.finished.map(siteText));
  for (const { site, check, releasedMs } of assembled.state.sites) {
    const known = rows.monitors.get(siteText(site));
    if (known === undefined) continue;
    const isGone = !work.sites.some((one) => siteText(one.site) === siteText(site));
    const isNothing = known.last === undefined && known.askedMs === undefined && known.down === undefined;
    const { uncheckedMs: _unchecked, releasedMs: _released, gone: past, ...row } = known;
    const gone = stillListed(past, assembled.state.listed, assembled.state.lagMs);
    // For as long as a list may show what was deleted it must be known for that.
    if (isGone && gone.length === 0 && (isNothing || finished.has(siteText(site)))) {
      rows.forget(site);
      continue;
    }
    const unchecked = 'problem' in check && releasedMs === undefined ? { uncheckedMs: check.sinceMs } : {};
    const next: MonitorRow = {
      ...row,
      ...unchecked,
      ...(releasedMs === undefined ? {} : { releasedMs }),
      ...(gone.length === 0 ? {} : { gone }),
    };
    rows.save(next);
  }
  await rows.flush();
}
