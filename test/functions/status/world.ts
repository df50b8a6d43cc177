import { statusCapability } from '../../../functions/status/handler.ts';
import { type SiteKey, siteText } from '../../../shared/domain/site.ts';
import { objectStatusKey, siteStatusKey } from '../../../shared/domain/status-parts.ts';
import {
  indexName,
  parseStatusIndex,
  parseStatusShard,
  type StatusEntry,
  shardName,
} from '../../../shared/events/status.ts';
import { clusterMemberKey } from '../../../shared/rows/cluster-rows.ts';
import { clusterKey, kindKey, type ObjectRow, objectKey } from '../../../shared/rows/object-rows.ts';
import { type LaneRow, laneRowKey, type SiteRow, siteKey } from '../../../shared/rows/site-rows.ts';
import { epochStatusKey, hostStatusKey, statusItem } from '../../../shared/rows/status-keys.ts';
import { dnsLane, statusLane } from '../../../shared/rows/zone-rows.ts';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { ensureRegistered } from '../../../shared/runtime/lanes.ts';
import { type Action, put, remove, type Table } from '../../../shared/runtime/table.ts';
import { enqueue } from '../../../shared/runtime/work-item.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { runDrain } from '../../support/run-drain.ts';
import { type Fault, statusBucket } from '../../support/status-bucket.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { ingressRef, siteOf, testConfiguration } from '../claims/samples.ts';
import { wishFor } from '../dns/world-sites.ts';

/** The rows of a cluster as claims and dns write them, the status function, and its bucket. */
export async function statusWorld(faults: (call: 'GET' | 'PUT', name: string) => Fault = () => undefined) {
  const table = memoryTable();
  const clock = virtualClock();
  const bucket = statusBucket(clock.now, faults);
  const lane = statusLane('demo');
  let generation = 0;
  await writeConfiguration(table, testConfiguration());
  await ensureRegistered(table, lane);

  const write = async (key: string, actions: readonly Action[]): Promise<void> => {
    generation += 1;
    const item = statusItem('demo', key, { row: 'test', generation, nowMs: clock.now() });
    await table.transact([...actions, enqueue(item)]);
  };
  const siteRow = (key: SiteKey, more: Partial<SiteRow>): SiteRow => ({
    ...key,
    version: 1,
    generation: 1,
    cluster: 'demo',
    holder: ingressRef('shop/web'),
    wish: wishFor(),
    state: 'live',
    lanes: [dnsLane('Z1')],
    createdMs: 0,
    ...more,
  });
  return {
    table,
    clock,
    bucket,
    lane,
    async site(host: string, conditions: LaneRow['conditions'] = [], more: Partial<SiteRow> = {}): Promise<void> {
      const row = siteRow(siteOf(host), more);
      const laneRow: LaneRow = { site: siteOf(host), lane: dnsLane('Z1'), generation: 1, conditions, applied: false };
      const member = { site: siteOf(host), cluster: row.cluster, state: row.state, namespace: 'shop', wish: row.wish };
      await write(siteStatusKey(row), [
        put(siteKey(row), row),
        put(laneRowKey(row, laneRow.lane), laneRow),
        put(clusterMemberKey(row.cluster, row), member),
      ]);
    },
    async dnsSays(host: string, condition: LaneRow['conditions'][number]): Promise<void> {
      const key = laneRowKey(siteOf(host), dnsLane('Z1'));
      const row = await table.get(key);
      if (row !== undefined) await write(hostStatusKey(host), [put(key, { ...row, conditions: [condition] })]);
    },
    async noSite(host: string): Promise<void> {
      const key = siteOf(host);
      await write(siteStatusKey(key), [remove(siteKey(key)), remove(clusterMemberKey('demo', key))]);
    },
    async object(key: string, more: Partial<ObjectRow> = {}): Promise<void> {
      const ref = ingressRef(key);
      const row: ObjectRow = { ref, marker: 'm', gone: false, claims: [], skipped: [], hosts: [], ...more };
      await write(objectStatusKey(ref), [put(objectKey(ref), row), put(kindKey(ref), ref)]);
    },
    async hear(epoch: string): Promise<void> {
      await write(epochStatusKey, [put(clusterKey('demo'), { cluster: 'demo', epoch, lastMessageMs: 0 })]);
    },
    /** One drain, `laterMs` from now. */
    async drain(laterMs = 3_000, over: Table = table) {
      clock.advance(laterMs);
      return runDrain({ capability: statusCapability(bucket), lane, table: over, clock });
    },
    async settle(): Promise<void> {
      for (let left = 60; left > 0; left -= 1) {
        const report = await this.drain(30_000);
        if (report.result === 'drained' && report.taken === 0 && !report.behind) return;
      }
      throw new Error('the lane does not come to rest');
    },
    index: () => parseStatusIndex(bucket.model.contents().get(indexName('demo')) ?? '', 'demo'),
    /** What a forwarder reads that follows the index. */
    shown(): ReadonlyMap<string, StatusEntry> {
      const entries = Object.keys(this.index()?.shards ?? {}).flatMap((shard) => {
        const body = bucket.model.contents().get(shardName('demo', shard));
        if (body === undefined) throw new Error(`the index names shard ${shard}, which is not there`);
        return parseStatusShard(body) ?? [];
      });
      return new Map(entries.map((entry) => [entry.of === 'site' ? siteText(entry) : entry.source.key, entry]));
    },
  };
}
