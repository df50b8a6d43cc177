import { expect } from 'vitest';
import type { RecordSet, RoutingPolicy } from '../../shared/domain/record.ts';
import type { ZonesBench } from './zones-bench.ts';

export const records: readonly RecordSet[] = [
  { name: '*.example.com', type: 'A', ttl: 60, values: ['192.0.2.1', '192.0.2.2'] },
  { name: 'a-*.example.com', type: 'TXT', ttl: 300, values: ['"heritage=external-dns,external-dns/owner=demo"'] },
  { name: 'www.example.com', type: 'CNAME', ttl: 60, values: ['lb.example.net'] },
  {
    name: 'example.com',
    type: 'A',
    alias: {
      dnsName: 'lb-1.eu-central-1.elb.amazonaws.com',
      hostedZoneId: 'Z215JYRZR1TBD5',
      evaluateTargetHealth: true,
    },
  },
];

const policies: Readonly<Record<string, RoutingPolicy>> = {
  weight: { kind: 'weighted', weight: 0 },
  latency: { kind: 'latency', region: 'eu-central-1' },
  failover: { kind: 'failover', role: 'SECONDARY' },
  continent: { kind: 'geolocation', location: { continentCode: 'EU' } },
  state: { kind: 'geolocation', location: { countryCode: 'US', subdivisionCode: 'CA' } },
  'default location': { kind: 'geolocation', location: { countryCode: '*' } },
  'region and no bias': { kind: 'geoproximity', place: { region: 'eu-west-1' }, bias: 0 },
  'Local Zone group': { kind: 'geoproximity', place: { localZoneGroup: 'us-east-1-bue-1' }, bias: 99 },
  coordinates: { kind: 'geoproximity', place: { latitude: '49.22', longitude: '-74.01' }, bias: -99 },
  'multivalue answer': { kind: 'multivalue' },
};

export const create = (record: RecordSet) => ({ action: 'CREATE', record }) as const;
const remove = (record: RecordSet) => ({ action: 'DELETE', record }) as const;

/** Record sets come back as they were written. */
export function recordContract({ judge, far, change, list }: ZonesBench): void {
  judge('lists what it created, byte for byte, and deletes exactly that', async () => {
    await change(records.map(create));
    const listed = await list();
    for (const record of records) expect(listed).toContainEqual(record);
    await change(records.map(remove));
    expect((await list()).map(({ type }) => type).sort()).toEqual(['NS', 'SOA']);
  });

  judge('begins a list at a name, the wildcard included, and goes on page by page', async () => {
    await change(records.map(create));
    const many = Array.from({ length: 320 }, (_, index) => `n${String(index).padStart(3, '0')}.example.com`);
    await change(many.map((host) => create({ name: host, type: 'A', ttl: 60, values: ['192.0.2.1'] })));
    expect((await list('*.example.com'))[0]?.name).toBe('*.example.com');
    const first = await far().zones.list(far().zoneId);
    const second = await far().zones.list(far().zoneId, first.next);
    expect(second.next).toBeUndefined();
    const names = [...first.recordSets, ...second.recordSets].map((record) => record.name);
    expect(names).toHaveLength(320 + 4 + 2);
    expect(new Set(names)).toContain('n319.example.com');
  });

  for (const [title, routing] of Object.entries(policies)) {
    judge(`writes and reads ${title}, and deletes exactly that`, async () => {
      const routed = { setIdentifier: 'blue', routing };
      const set: RecordSet = { name: 'w.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'], ...routed };
      await change([create(set)]);
      expect((await list(set.name))[0]).toEqual(set);
      await change([remove(set)]);
      expect((await list(set.name))[0]?.name).not.toBe(set.name);
    });
  }
}
