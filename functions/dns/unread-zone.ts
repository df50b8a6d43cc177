import { ownedPrefix, ownedRows } from '#shared/rows/zone-rows.ts';
import { isRead } from './all-keys.ts';
import { hasMoved } from './delegation.ts';
import type { PlannedSite } from './plan/name-state.ts';
import type { NameRows, ZoneWork } from './work.ts';

/**
 * That a site is ready in the zone it has moved to may be an old word, after a restore of the table or an edit by hand:
 * its record here stays until that zone is read in this life of the table and holds one.
 */
export async function keepUnread(work: ZoneWork, rows: NameRows): Promise<NameRows> {
  const sites = await Promise.all(
    rows.state.sites.map(async (site, index): Promise<PlannedSite> => {
      const stays = hasMoved(rows, index) ? await findUnread(work, rows.name, site.wish.zone) : undefined;
      return stays === undefined ? site : { ...site, role: 'moving', stays };
    }),
  );
  return { ...rows, state: { ...rows.state, sites } };
}

async function findUnread({ drain }: ZoneWork, name: string, zoneId: string): Promise<string | undefined> {
  if (!(await isRead(drain, zoneId))) return `zone ${zoneId}, to which it moves, is not read yet`;
  const found = await drain.table.query(ownedRows(zoneId), { prefix: ownedPrefix(name), limit: 1 });
  return found.length > 0 ? undefined : `zone ${zoneId}, to which it moves, holds no record of it`;
}
