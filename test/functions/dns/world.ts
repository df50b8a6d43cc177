import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { Route53, type Route53Options } from '#local/cloud/route53/route53.ts';
import { Route53HostedZones } from '#shared/adapters/route53.ts';
import type { SqliteTable } from '#shared/adapters/table-sqlite.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { laneRowKey } from '#shared/rows/site-rows.ts';
import { dnsLane, type OwnedRow, ownedRows } from '#shared/rows/zone-rows.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Fact } from '#shared/runtime/facts.ts';
import { itemPartition, type WorkItem } from '#shared/runtime/work-item.ts';
import { dnsCapability } from '../../../functions/dns/handler.ts';
import { edgeOf } from '../../shared/domain/settings.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { runDrain } from '../../support/run-drain.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { inProcess } from './in-process.ts';
import { keyOf, type SiteChange, writeSite } from './world-sites.ts';

export const zone = { id: 'Z1', name: 'example.com', view: 'public', policy: 'sync', adopt: [] } as const;
export const otherZone = { ...zone, id: 'Z2', name: 'shop.example.com' } as const;

export const configuration: Configuration = {
  ...emptyConfiguration,
  zones: [zone, otherZone],
  clusters: [{ name: 'demo', ownerId: 'demo', ephemeral: [] }],
  edges: [edgeOf('sync')],
};

/** Leads from the zone to the one beneath it. */
export const delegation: ResourceRecordSet = {
  Name: 'shop.example.com',
  Type: 'NS',
  TTL: 300,
  ResourceRecords: [{ Value: 'ns-1.awsdns-01.org' }],
};

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

interface WorldOptions extends Pick<Route53Options, 'faults' | 'limits' | 'healthChecks'> {
  readonly table?: SqliteTable;
  readonly records?: readonly ResourceRecordSet[];
  readonly configuration?: Configuration;
}

/** The dns capability on a table of its own, the real adapter, and the strict Route 53 in the same process. */
export async function openWorld(options: WorldOptions = {}) {
  const clock = virtualClock();
  const { records = [delegation], table = memoryTable(), faults, limits, healthChecks = [] } = options;
  const model = new Route53({
    zones: [
      { id: zone.id, name: zone.name, private: false, records },
      { id: otherZone.id, name: otherZone.name, private: false },
    ],
    healthChecks,
    ...(faults === undefined ? {} : { faults }),
    ...(limits === undefined ? {} : { limits }),
  });
  const zones = new Route53HostedZones({ credentials, requestHandler: inProcess(model, () => clock.now()) });
  const facts: Fact[] = [];
  const capability = dnsCapability(() => zones, { publish: async (all) => void facts.push(...all) });
  const configure = (document: Configuration) => writeConfiguration(table, document);
  await configure(options.configuration ?? configuration);

  const write = (name: string, change?: SiteChange) => writeSite({ table, clock }, name, change);
  const drain = (lane = dnsLane(zone.id)) => runDrain({ capability, lane, table, clock });
  /** Drains until nothing is due, letting time pass for what waits. */
  const settle = async (lane = dnsLane(zone.id), seconds = 5): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await drain(lane);
      clock.advance(1000);
    }
  };
  return {
    ...{ table, clock, model, zones, facts },
    ...{ write, drain, settle, configure },
    lane: (host: string, name = dnsLane(zone.id)) => table.get(laneRowKey(keyOf(host), name)),
    condition: async (host: string, name = dnsLane(zone.id)) => {
      const row = await table.get(laneRowKey(keyOf(host), name));
      const [condition] = row?.conditions ?? [];
      return condition === undefined ? undefined : `${condition.status}/${condition.reason}`;
    },
    owned: async (id: string = zone.id): Promise<readonly OwnedRow[]> =>
      (await table.query(ownedRows(id))).map(({ row }) => row),
    items: async (lane: string): Promise<readonly WorkItem[]> => {
      const parts = await Promise.all([0, 1, 2, 3].map((part) => table.query(itemPartition(lane, part))));
      // The daily look at the whole zone is always there.
      return parts.flat().flatMap(({ row }) => (row.lane === lane && row.key === `zone:${lane.slice(4)}` ? [] : [row]));
    },
    /** `A shop.example.com. 192.0.2.1`, an identifier before the values; without the zone's own records. */
    records: (id: string = zone.id): readonly string[] =>
      model
        .recordSets(id)
        .filter(({ Type }) => !['NS', 'SOA'].includes(Type))
        .map(({ Type, Name, SetIdentifier, ResourceRecords = [], AliasTarget }) =>
          [Type, Name, SetIdentifier, ...ResourceRecords.map(({ Value }) => Value), AliasTarget?.DNSName]
            .filter(Boolean)
            .join(' '),
        ),
    calls: () => model.calls(),
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;
