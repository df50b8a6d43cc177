import { zoneItem } from '#shared/rows/claims-keys.ts';
import { dnsLane, zoneKey } from '#shared/rows/zone-rows.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import type { HostDecision } from '../hosts/holders.ts';
import { commitAll } from '../writes.ts';

/**
 * Asks the lanes of zones that nobody has read yet to do so, once a drain: apart from the hosts' own transactions, which
 * are in flight together and would all meet on this one item.
 */
export async function askForZones(drain: ClaimsDrain, decisions: Iterable<HostDecision>): Promise<void> {
  const unread = [...decisions].flatMap(({ claims }) =>
    claims.flatMap(({ reason, wish }) => (reason === 'ZoneNotRead' ? [wish.zone] : [])),
  );
  const zones = [...new Set(unread)].filter((zone) => !drain.askedZones.has(zone));
  const items = zones.map(
    (zone): NewItem => ({
      lane: dnsLane(zone),
      key: zoneItem(zone),
      row: `${zoneKey(zone).pk}/${zoneKey(zone).sk}`,
      generation: 0,
      dueMs: drain.now(),
    }),
  );
  await commitAll(drain, await drain.enqueue(items));
  for (const zone of zones) drain.askedZones.add(zone);
}
