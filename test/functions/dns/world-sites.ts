import type { SqliteTable } from '#shared/adapters/table-sqlite.ts';
import type { SiteKey, SiteWish } from '#shared/domain/site.ts';
import { type LaneRow, laneRowKey, memberKey, type SiteRow, siteKey, siteRowName } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';

export const wishFor = (more: Partial<SiteWish> = {}): SiteWish => ({
  edge: 'public',
  zone: 'Z1',
  target: { kind: 'addresses', addresses: ['192.0.2.1'] },
  ttlSeconds: 300,
  ownerId: 'demo',
  resource: 'ingress/shop/shop',
  ...more,
});

/** `shop.example.com`, or `shop.example.com/blue` for one of several sets. */
export function keyOf(name: string): SiteKey {
  const [host = '', setIdentifier = ''] = name.split('/');
  return { host, view: 'public', setIdentifier };
}

export type SiteChange = Partial<Omit<SiteRow, keyof SiteKey>>;

interface Place {
  readonly table: SqliteTable;
  readonly clock: { now(): number };
}

/** Writes a site as claims does: site row, lane rows, member rows and an item for each lane. */
export async function writeSite({ table, clock }: Place, name: string, change: SiteChange = {}): Promise<void> {
  const key = keyOf(name);
  const before = await table.get(siteKey(key));
  const wish = change.wish ?? before?.wish ?? wishFor();
  const generation = (before?.generation ?? 0) + 1;
  const lanes = [...new Set([...(before?.lanes ?? []), dnsLane(wish.zone)])];
  const holder = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'shop/shop' };
  const state = change.state ?? 'live';
  const row: SiteRow = {
    ...key,
    cluster: 'demo',
    holder,
    createdMs: 0,
    ...change,
    version: generation,
    generation,
    wish,
    state,
    lanes,
  };
  for (const lane of lanes) {
    const laneRow: LaneRow = { site: key, lane, generation: 0, conditions: [], applied: false };
    const known = await table.get(laneRowKey(key, lane));
    const item = { lane, key: key.host, row: siteRowName(row), generation, dueMs: clock.now() };
    await table.transact([
      put(siteKey(row), row),
      put(laneRowKey(row, lane), known ?? laneRow),
      put(memberKey(lane, row), { site: key }),
      enqueue(item),
    ]);
  }
}
