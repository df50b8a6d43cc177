import { zoneItem } from '#shared/rows/claims-keys.ts';
import { recordWishes } from '#shared/rows/record-wishes.ts';
import { members } from '#shared/rows/site-rows.ts';
import { dnsLane, zoneKey } from '#shared/rows/zone-rows.ts';
import type { Capability, Drain } from '#shared/runtime/capability.ts';

/**
 * The names of all sites of the lane, then those that other capabilities wish for; before them the full list of a zone
 * that was not read in this life of the table.
 */
export const keysAfter: Capability['keysAfter'] = async (drain, after, limit) => {
  if (after?.startsWith(wishCursor) === true) return wishesAfter(drain, after.slice(wishCursor.length), limit);
  const { table, lane, configuration } = drain;
  const range = after === undefined ? { limit } : { from: after, limit: limit + 1 };
  const rows = (await table.query(members(lane), range)).filter(({ key }) => key.sk !== after).slice(0, limit);
  const last = rows.length < limit ? wishCursor : (rows.at(-1)?.key.sk ?? wishCursor);
  const keys = [...new Set(rows.map(({ row }) => row.site.host))];
  const zone = configuration.document.zones.find(({ id }) => dnsLane(id) === lane);
  // The first walk over a new lane finds no site; its work is to read the zone.
  if (after === undefined && zone !== undefined && !(await isRead(drain, zone.id))) keys.unshift(zoneItem(zone.id));
  return { keys, after: last };
};

/** No host begins with it. */
const wishCursor = '_';

async function wishesAfter(
  { table, lane }: Drain,
  after: string,
  limit: number,
): Promise<{ readonly keys: readonly string[]; readonly after?: string }> {
  const wishes = recordWishes(lane.slice(dnsLane('').length));
  const rows = await table.query(wishes, { ...(after === '' ? {} : { from: `${after}\0` }), limit });
  const last = rows.length < limit ? undefined : rows.at(-1)?.key.sk;
  const keys = [...new Set(rows.map(({ row }) => row.wish.name))];
  return { keys, ...(last === undefined ? {} : { after: `${wishCursor}${last}` }) };
}

/** Whether the zone was listed whole in this life of the table. */
export async function isRead({ table, incarnation }: Drain, zoneId: string): Promise<boolean> {
  return (await table.get(zoneKey(zoneId)))?.incarnation === incarnation;
}
