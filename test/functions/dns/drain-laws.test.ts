import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import type { Target } from '#shared/domain/site.ts';
import { historyRows } from '#shared/rows/safety-rows.ts';
import { siteKey } from '#shared/rows/site-rows.ts';
import { ownershipName } from '../../../functions/dns/plan/ownership-name.ts';
import { desiredRecords } from '../../../functions/dns/plan/wishes.ts';
import { faultOf, routeFault } from './route53-fault.ts';
import { configuration, openWorld, type World } from './world.ts';
import { keyOf, wishFor } from './world-sites.ts';

const hosts = [
  'a.example.com',
  'b.example.com',
  '*.example.com',
  'example.com',
  `${'l'.repeat(63)}.example.com`,
] as const;
const alias = {
  dnsName: 'lb-1.eu-central-1.elb.amazonaws.com',
  hostedZoneId: 'Z215JYRZR1TBD5',
  evaluateTargetHealth: true,
};
const targets: readonly Target[] = [
  { kind: 'addresses', addresses: ['192.0.2.1'] },
  { kind: 'addresses', addresses: ['192.0.2.2', '2001:db8::1'] },
  { kind: 'alias', alias, dualStack: true },
];
const sets = ['', 'blue', 'green'] as const;
const nameOf = (host: string, set: string): string => (set === '' ? host : `${host}/${set}`);
const names = hosts.flatMap((host) => sets.map((set) => nameOf(host, set)));
const step = fc.record({
  host: fc.constantFrom(...hosts),
  set: fc.constantFrom('', ...sets),
  weight: fc.constantFrom(1, 2),
  target: fc.constantFrom(...targets),
  dies: fc.boolean(),
  resource: fc.constantFrom('ingress/shop/shop', 'ingress/shop/other'),
  drains: fc.nat(2),
});

/** What stands if the history is the whole truth. */
async function toldByHistory(world: World): Promise<readonly string[]> {
  const day = new Date(world.clock.now()).toISOString().slice(0, 10);
  const rows = (await world.table.query(historyRows(day))).map(({ row }) => row);
  const standing = new Set<string>();
  for (const { host, before, after } of rows) {
    // `A (blue: weight 1) 192.0.2.1 ttl 300` or `A 192.0.2.1 ttl 300`
    const idOf = (text: string): string => text.replace(/^(\S+)(?: \((\w+))?.*$/, `$1 ${host} $2`).trim();
    if (before !== undefined) standing.delete(idOf(before));
    if (after !== undefined && !after.startsWith('TXT')) standing.add(idOf(after));
  }
  return [...standing].sort();
}

const textOf = ({ name, type, setIdentifier = '' }: Pick<ObservedRecordSet, 'name' | 'type' | 'setIdentifier'>) =>
  `${type} ${name} ${setIdentifier}`.trim();

/** The record sets and marks that a live site stands for; nothing of one that is gone. */
async function expectedOf(world: World, name: string): Promise<readonly string[]> {
  const site = await world.table.get(siteKey(keyOf(name)));
  if (site?.state !== 'live') return [];
  expect(await world.condition(name)).toBe('True/InSync');
  const desired = desiredRecords({ key: keyOf(name), wish: site.wish }, 'example.com');
  const records = 'records' in desired ? desired.records : [];
  const { ownership } = configuration;
  const marks = records.map((record) => {
    const at = ownershipName({ record, zoneName: 'example.com', ownership }).name;
    return textOf({ ...record, type: 'TXT', name: at });
  });
  return [...records.map(textOf), ...marks];
}

it('whatever is lost, delayed or repeated: in the end the zone holds exactly what the live sites wish', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 8 }),
      fc.array(routeFault, { maxLength: 12 }),
      async (steps, faults) => {
        const ahead = [...faults];
        const world = await openWorld({ faults: () => faultOf(ahead.shift()) });
        for (const { host, set, weight, target, dies, resource, drains } of steps) {
          const name = nameOf(host, set);
          const before = await world.table.get(siteKey(keyOf(name)));
          const routing = set === '' ? {} : { routing: { kind: 'weighted', weight } as const };
          if (before?.state !== 'dying') {
            // As claims sees to it: a simple site and routed ones are never wanted together.
            for (const other of sets.filter((one) => (one === '') !== (set === ''))) {
              const site = await world.table.get(siteKey(keyOf(nameOf(host, other))));
              if (site?.state === 'live') await world.write(nameOf(host, other), { state: 'dying' });
            }
            await world.write(name, {
              state: dies ? 'dying' : 'live',
              wish: wishFor({ target, resource, ...routing }),
            });
          }
          for (let count = 0; count < drains; count += 1) {
            await world.drain();
            world.clock.advance(700);
          }
        }
        for (let count = 0; count < 40; count += 1) {
          await world.drain();
          world.clock.advance(30_000);
        }
        const expected = await Promise.all(names.map((name) => expectedOf(world, name)));
        ahead.length = 0;
        const listed = (await world.zones.list('Z1')).recordSets.filter(({ type }) => !['NS', 'SOA'].includes(type));
        expect(listed.map(textOf).sort()).toEqual(expected.flat().sort());
        expect(await world.items('dns:Z1')).toEqual([]);
        const named = listed.filter(({ type }) => type !== 'TXT').map(textOf);
        expect(await toldByHistory(world)).toEqual(named.sort());
        world.table.close();
      },
    ),
    { numRuns: 20 },
  );
});
