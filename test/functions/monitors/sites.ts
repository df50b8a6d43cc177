import type { MonitorWish } from '#shared/domain/monitor-wish.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import { type LaneRow, laneRowKey, memberKey, type SiteRow, siteKey, siteRowName } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import type { memoryTable } from '../../support/memory-table.ts';
import { keyOf, type SiteChange, wishFor } from '../dns/world-sites.ts';

export const lane = monitorsLane('main');

export const watch = (over: Partial<MonitorWish> = {}): MonitorWish => ({
  account: 'main',
  intervalSeconds: 300,
  timeoutSeconds: 30,
  expect: [],
  contacts: [],
  regions: [],
  scheme: 'http',
  maintenanceWindows: [],
  statusPages: [],
  ...over,
});

interface Around {
  readonly table: ReturnType<typeof memoryTable>;
  readonly clock: { now(): number };
}

interface Written {
  readonly change: SiteChange;
  readonly dns: LaneRow['conditions'][0]['status'];
}

/** As claims writes a site that is to be watched, and dns what became of its records. */
export async function writeSite({ table, clock }: Around, name: string, { change, dns }: Written): Promise<void> {
  const site = keyOf(name);
  const before = await table.get(siteKey(site));
  const generation = (before?.generation ?? 0) + 1;
  const holder = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'shop/myapp' };
  const wish = change.wish ?? before?.wish ?? wishFor({ monitor: watch() });
  const own = monitorsLane(wish.monitor?.account ?? 'main');
  const row: SiteRow = {
    ...site,
    cluster: 'demo',
    holder,
    createdMs: before?.createdMs ?? clock.now(),
    state: 'live',
    wish,
    lanes: [own, dnsLane('Z1')],
    ...change,
    version: generation,
    generation,
  };
  const rowIn = (name: string): LaneRow => ({ site, lane: name, generation: 0, conditions: [], applied: false });
  const condition = { type: 'DnsReady', status: dns, reason: 'InSync', message: '', since: '' } as const;
  const known = await table.get(laneRowKey(site, own));
  await table.transact([
    put(siteKey(row), row),
    put(laneRowKey(row, own), known ?? rowIn(own)),
    put(laneRowKey(row, dnsLane('Z1')), { ...rowIn(dnsLane('Z1')), conditions: [condition] }),
    put(memberKey(own, row), { site }),
    enqueue({ lane: own, key: site.host, row: siteRowName(row), generation, dueMs: clock.now() }),
  ]);
}
