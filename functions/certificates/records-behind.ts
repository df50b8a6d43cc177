import { type SiteKey, siteText } from '#shared/domain/site.ts';
import { type LaneRow, laneRowKey, type SiteRow } from '#shared/rows/site-rows.ts';
import { dnsLane, isZoneLane } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { soakMs } from './plan/soak.ts';

/** How long after a change resolvers may still answer what they were told before. */
const cachedMs = soakMs / 2;

/**
 * By siteText: the sites whose name may lead where it led before, whatever they wish for by now. What serves them there
 * is needed until then. To be read after the sites, as what dns does meanwhile is then only newer.
 */
export async function readBehind(
  { table, now }: Pick<Drain, 'table' | 'now'>,
  sites: readonly SiteRow[],
): Promise<ReadonlySet<string>> {
  const live = sites.filter(({ state }) => state === 'live');
  const keys = live.flatMap((site) => site.lanes.filter(isZoneLane).map((lane) => laneRowKey(site, lane)));
  const rows = new Map<string, LaneRow[]>();
  for (const row of await table.getMany(keys)) {
    if (row !== undefined) rows.set(siteText(row.site), [...(rows.get(siteText(row.site)) ?? []), row]);
  }
  const behind = live.filter((site) => (rows.get(siteText(site)) ?? []).some((row) => isBehind(site, row, now())));
  return new Set(behind.map(siteText));
}

/** Something of the site stands in the zone, or may stand there, and not as it is wished, or only a moment ago. */
export function isBehind(
  site: SiteKey & Pick<SiteRow, 'generation' | 'wish'>,
  { lane, generation, applied, conditions }: LaneRow,
  nowMs: number,
): boolean {
  if (lane !== dnsLane(site.wish.zone)) return applied;
  if (generation !== site.generation) return true;
  const ready = conditions.find(({ type, status }) => type === 'DnsReady' && status === 'True');
  return applied && (ready === undefined || nowMs - Date.parse(ready.since) < cachedMs);
}
