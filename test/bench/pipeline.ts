import { Route53, type Route53Options } from '#local/cloud/route53/route53.ts';
import { Route53HostedZones } from '#shared/adapters/route53.ts';
import type { SqliteTable } from '#shared/adapters/table-sqlite.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { lastKey } from '#shared/domain/keys.ts';
import { kindIds, splitKindId } from '#shared/domain/kinds.ts';
import { formatEpoch, formatMarker } from '#shared/domain/marker.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import { sourceOf } from '#shared/events/envelope.ts';
import { objectRangesType } from '#shared/events/object-ranges.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { drainLane } from '#shared/runtime/drain.ts';
import { sweep } from '#shared/runtime/sweep.ts';
import { claimsCapability } from '../../functions/claims/handler.ts';
import { dnsCapability } from '../../functions/dns/handler.ts';
import { takeEvent } from '../../functions/intake/handler.ts';
import { statusCapability } from '../../functions/status/handler.ts';
import { inProcess } from '../functions/dns/in-process.ts';
import { memoryTable } from '../support/memory-table.ts';
import { seededRandom } from '../support/run-drain.ts';
import { statusBucket } from '../support/status-bucket.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { sources } from './sources.ts';

/** What one scene cost. */
export interface Cost {
  readonly drains: number;
  readonly calls: number;
  readonly changeCalls: number;
  readonly virtualSeconds: number;
  readonly wallMs: number;
}

/** What a call to Route 53 takes in virtual time; the table and the queues take none. */
const callMs = 100;
const sweepEveryMs = 60_000;
const objectsPerMessage = 500;

/** Intake, claims and dns on one table, before a strict Route 53, in virtual time: rings are obeyed when they are due. */
export function createPipeline(
  zoneNames: Readonly<Record<string, string>>,
  given: Pick<Route53Options, 'faults' | 'onRequest'> & { readonly wrap?: (table: SqliteTable) => SqliteTable } = {},
) {
  const own = memoryTable();
  const table = given.wrap?.(own) ?? own;
  const clock = virtualClock();
  const random = seededRandom(1);
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const zones = Object.entries(zoneNames).map(([id, name]) => ({ id, name, private: false }));
  const model = new Route53({ ...given, zones, limits: { recordsPerZone: 100_000 } });
  const slow = inProcess(model, () => {
    clock.advance(callMs);
    return clock.now();
  });
  const hostedZones = new Route53HostedZones({ credentials, requestHandler: slow });
  const claims = claimsCapability({
    facts: { publish: async () => {} },
  });
  const dns = dnsCapability(() => hostedZones);
  const bucket = statusBucket(() => clock.now());
  const status = statusCapability(bucket);
  /** Each is a message of its own: one that comes too early takes no later one away. */
  let rings: { readonly lane: string; readonly atMs: number }[] = [];
  const doorbell: Doorbell = {
    async ring(lane, delaySeconds = 0) {
      const atMs = clock.now() + delaySeconds * 1000;
      if (!rings.some((ring) => ring.lane === lane && ring.atMs === atMs)) rings.push({ lane, atMs });
    },
  };
  let counter = 0;
  const marker = (): string => formatMarker(formatEpoch(Date.UTC(2026, 0, 1), 'aaaa'), ++counter);
  const send = (detail: object): Promise<void> => {
    const event = { id: `e${counter}`, account: '111122223333', source: sourceOf('demo'), detail };
    return takeEvent(JSON.stringify({ ...event, 'detail-type': objectRangesType }), { table, clock, doorbell });
  };

  /** Until no lane is due within a minute; rings at the end of a lease that was given back are not waited for. */
  async function settle(): Promise<Cost> {
    const [startMs, startCalls, began] = [clock.now(), countCalls(), performance.now()];
    const startChanges = countChanges();
    let [drains, lastMs, nextSweepMs] = [0, startMs, startMs];
    for (;;) {
      rings.sort((a, b) => a.atMs - b.atMs);
      const [next] = rings;
      if (next === undefined || next.atMs > lastMs + sweepEveryMs) {
        const report = await sweep({ table, clock, doorbell });
        if (report.rung.length === 0) break;
        continue;
      }
      const { lane, atMs } = next;
      if (atMs > nextSweepMs) {
        nextSweepMs = clock.now() + sweepEveryMs;
        await sweep({ table, clock, doorbell });
      }
      // What is due by now is one ring.
      rings = rings.filter((ring) => ring.lane !== lane || ring.atMs > Math.max(atMs, clock.now()));
      clock.advance(Math.max(0, atMs - clock.now()));
      const capability = lane.startsWith('dns:') ? dns : lane.startsWith('status:') ? status : claims;
      const { taken, behind } = await drainLane({ lane, capability, table, clock, random, doorbell });
      drains += 1;
      if (taken > 0 || behind) lastMs = clock.now();
    }
    rings = [];
    const virtualSeconds = Math.round((lastMs - startMs) / 100) / 10;
    const calls = countCalls() - startCalls;
    const changeCalls = countChanges() - startChanges;
    return { drains, calls, changeCalls, virtualSeconds, wallMs: Math.round(performance.now() - began) };
  }
  const countChanges = (): number => model.calls().ChangeResourceRecordSets ?? 0;
  const countCalls = (): number => Object.values(model.calls()).reduce((sum, calls) => sum + calls, 0);

  return {
    model,
    bucketCalls: () => bucket.model.calls(),
    table,
    clock,
    settle,
    async configure(document: Configuration): Promise<void> {
      const { lanes } = await writeConfiguration(table, document);
      for (const lane of lanes) await doorbell.ring(lane);
    },
    /** One object changes. */
    change: (object: ProjectedObject): Promise<void> =>
      send({
        cluster: 'demo',
        marker: marker(),
        ranges: [{ ...splitKindId(object.kind), from: object.key, upTo: object.key, objects: [object] }],
      }),
    /** A complete walk over all kinds; `objects` are sorted by key. */
    async walk(objects: readonly ProjectedObject[]): Promise<void> {
      const start = marker();
      for (const of of kindIds) {
        const all = [...objects, ...sources].filter((object) => object.kind === of);
        for (let at = 0, from = ''; at === 0 || at < all.length; at += objectsPerMessage) {
          const part = all.slice(at, at + objectsPerMessage);
          const upTo = at + objectsPerMessage < all.length ? (part.at(-1)?.key ?? lastKey) : lastKey;
          const first = all.find(({ key }) => key === from);
          const listed = first === undefined || at === 0 ? part : [first, ...part];
          await send({
            cluster: 'demo',
            marker: marker(),
            walk: { start },
            ranges: [{ ...splitKindId(of), from, upTo, objects: listed }],
          });
          from = upTo;
        }
      }
    },
  };
}
