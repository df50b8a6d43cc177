import { claimsCapability } from '../../../functions/claims/handler.ts';
import type { ClaimsPorts } from '../../../functions/claims/ports.ts';
import { takeEvent } from '../../../functions/intake/handler.ts';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { lastKey } from '../../../shared/domain/keys.ts';
import { type KindId, kindIds, splitKindId } from '../../../shared/domain/kinds.ts';
import { formatEpoch, formatMarker } from '../../../shared/domain/marker.ts';
import type { ProjectedObject, Source } from '../../../shared/domain/objects.ts';
import { sourceOf } from '../../../shared/events/envelope.ts';
import { objectRangesType } from '../../../shared/events/object-ranges.ts';
import { type AssignedRow, assignedKey } from '../../../shared/rows/certificate-rows.ts';
import { hostItem } from '../../../shared/rows/claims-keys.ts';
import { type ObjectRow, objectKey } from '../../../shared/rows/object-rows.ts';
import { type HostRow, hostKey, laneRowKey, members, type SiteRow, siteKey } from '../../../shared/rows/site-rows.ts';
import { claimsLane, dnsLane, zoneKey } from '../../../shared/rows/zone-rows.ts';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import type { Fact } from '../../../shared/runtime/facts.ts';
import { put, remove, type Table } from '../../../shared/runtime/table.ts';
import { enqueue } from '../../../shared/runtime/work-item.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { recordingDoorbell } from '../../support/recording-doorbell.ts';
import { runDrain } from '../../support/run-drain.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { ingressRef, siteOf, testConfiguration, zone } from './samples.ts';

export const testPorts = (facts: Fact[] = []): ClaimsPorts => ({
  facts: {
    async publish(all) {
      facts.push(...all);
    },
  },
});

/** Intake and claims over a table of their own; whoever forwards and whoever keeps the zone are played by the test. */
export async function testWorld(
  configuration: Configuration = testConfiguration(),
  wrap: (table: Table) => Table = (table) => table,
  table: Table = memoryTable(),
) {
  const clock = virtualClock();
  const doorbell = recordingDoorbell();
  const facts: Fact[] = [];
  const capability = claimsCapability(testPorts(facts));
  const lane = claimsLane('demo');
  const epoch = formatEpoch(clock.now(), 'aaaa');
  let counter = 0;
  await writeConfiguration(table, configuration);
  const marker = () => {
    counter += 1;
    return formatMarker(epoch, counter);
  };

  async function send(detail: object): Promise<void> {
    const id = `event-${counter}`;
    const event = { id, account: '111122223333', source: sourceOf('demo'), 'detail-type': objectRangesType, detail };
    await takeEvent(JSON.stringify(event), { table, clock, doorbell });
  }
  const world = {
    table,
    clock,
    marker,
    send,
    facts,
    /** What certificates write once a host has one at an edge. */
    async serve(host: string, edge: string, more: Partial<AssignedRow> = {}): Promise<void> {
      const of = 'certificates:111122223333/eu-central-1';
      const said = { status: 'True', reason: 'Attached', message: '', attachedTo: ['listener'] } as const;
      const key = assignedKey(of, { host, edge });
      const told = { lane, key: hostItem(host), row: key.sk, generation: counter, dueMs: clock.now() };
      await table.transact([put(key, { host, edge, ...said, ...more }), enqueue(told)]);
    },
    async settle(): Promise<void> {
      for (let left = 10; left > 0; left -= 1) {
        const report = await runDrain({ capability, lane, table: wrap(table), clock });
        if (report.taken === 0 && !report.behind) return;
      }
    },
    async configure(next: Configuration): Promise<void> {
      await writeConfiguration(table, next);
    },
    async wake(key: string): Promise<void> {
      await table.transact([enqueue({ lane, key, row: 'test', generation: 0, dueMs: clock.now() })]);
    },
    /** One key as it is now; undefined: there is none. */
    async say(
      key: string,
      object: ProjectedObject | undefined,
      of: KindId = 'networking.k8s.io/Ingress',
    ): Promise<void> {
      const range = { ...splitKindId(of), from: key, upTo: key, objects: object === undefined ? [] : [object] };
      await send({ cluster: 'demo', marker: marker(), ranges: [range] });
    },
    /** A complete walk over every kind but those that are off. */
    async walk(objects: readonly ProjectedObject[], off: readonly KindId[] = []): Promise<void> {
      const start = marker();
      const sources = kindIds.map(
        (of): Source => ({
          kind: 'firstlight.dev/Source',
          form: 'full',
          key: `/${of}`,
          of,
          state: off.includes(of) ? 'off' : 'listed',
          since: '2026-01-01T00:00:00Z',
        }),
      );
      for (const of of kindIds.filter((kind) => !off.includes(kind))) {
        const mine = [...objects, ...sources]
          .filter((object) => object.kind === of)
          .sort((a, b) => (a.key < b.key ? -1 : 1));
        const range = { ...splitKindId(of), from: '', upTo: lastKey, objects: mine };
        await send({ cluster: 'demo', marker: marker(), walk: { start }, ranges: [range] });
      }
    },
    async readZones(): Promise<void> {
      for (const id of [zone, 'Z2']) {
        await table.transact([
          put(zoneKey(id), { zone: id, incarnation: await table.incarnation(), readAtMs: clock.now() }),
        ]);
      }
    },
    /** What the dns lane would do: note that the records stand, or remove what is of a dying site. */
    async keepZone(host: string, setIdentifier = ''): Promise<void> {
      const site = await table.get(siteKey(siteOf(host, setIdentifier)));
      if (site === undefined) return;
      const key = laneRowKey(siteOf(host, setIdentifier), dnsLane(zone));
      const row = await table.get(key);
      if (row === undefined) return;
      if (site.state === 'live') {
        await table.transact([put(key, { ...row, applied: true, generation: site.generation })]);
        return;
      }
      const item = {
        lane,
        key: hostItem(host),
        row: `${key.pk}/${key.sk}`,
        generation: row.generation,
        dueMs: clock.now(),
      };
      await table.transact([remove(key, 'present'), enqueue(item)]);
    },
    site: (host: string, setIdentifier = ''): Promise<SiteRow | undefined> =>
      table.get(siteKey(siteOf(host, setIdentifier))),
    host: (host: string): Promise<HostRow | undefined> => table.get(hostKey(host)),
    object: (key: string): Promise<ObjectRow | undefined> => table.get(objectKey(ingressRef(key))),
    members: async (of: string) => (await table.query(members(of))).map(({ row }) => row.site.host),
  };
  return world;
}
