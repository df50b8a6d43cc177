import { siteText } from '#shared/domain/site.ts';
import { type LaneRow, laneRowKey, members, type SiteRow, siteKey } from '#shared/rows/site-rows.ts';
import type { Table } from './table.ts';

/** A site with a lane's row of it. */
export interface SiteInLane {
  readonly site: SiteRow;
  readonly lane: LaneRow;
}

/** A site that is not there any more, or that the lane has no row of, is none of its business. */
export async function readSitesOf({
  table,
  lane,
}: {
  readonly table: Table;
  readonly lane: string;
}): Promise<readonly SiteInLane[]> {
  const keys = (await table.query(members(lane))).map(({ row }) => row.site);
  const [sites, lanes] = await Promise.all([
    table.getMany(keys.map(siteKey)),
    table.getMany(keys.map((key) => laneRowKey(key, lane))),
  ]);
  const byKey = new Map(lanes.flatMap((row) => (row === undefined ? [] : [[siteText(row.site), row] as const])));
  return sites.flatMap((site) => {
    const row = site === undefined ? undefined : byKey.get(siteText(site));
    return site === undefined || row === undefined ? [] : [{ site, lane: row }];
  });
}
