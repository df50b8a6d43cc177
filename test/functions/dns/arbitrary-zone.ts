import fc from 'fast-check';
import type { ObservedRecordSet, RoutingPolicy } from '#shared/domain/record.ts';
import { ownershipNames } from '../../../functions/dns/plan/ownership-name.ts';
import { formatOwnership } from '../../../functions/dns/plan/ownership-text.ts';
import type { PlanSettings } from '../../../functions/dns/plan/policies.ts';
import { type ModelZone, takes } from './zone-model.ts';

export const alias = {
  dnsName: 'lb-1.eu-central-1.elb.amazonaws.com',
  hostedZoneId: 'Z215JYRZR1TBD5',
  evaluateTargetHealth: true,
};
const owner = fc.constantFrom('mine', 'sibling', 'adopted', 'stranger');
export const resource = fc.constantFrom('ingress/shop/shop', 'ingress/shop/other');

/** Record sets at a name, plain, alias or routed, with and without marks of anybody, and marks without a record. */
export const zoneAt = (name: string, by: PlanSettings): fc.Arbitrary<ModelZone> =>
  fc
    .record({
      shape: fc.constantFrom<readonly string[]>(
        [],
        ['A'],
        ['A', 'AAAA'],
        ['CNAME'],
        ['MX'],
        ['A', 'MX'],
        ['cidr'],
        ['blue'],
        ['blue', 'green'],
        ['blue', 'blue AAAA'],
        ['blue alias', 'stranger'],
        ['alias'],
        ['alias', 'AAAA-alias'],
      ),
      marks: fc.array(
        fc.record({
          owner,
          resource,
          type: fc.constantFrom('A', 'AAAA', 'CNAME'),
          variant: fc.nat(5),
          like: fc.nat(1),
          alone: fc.constantFrom(false, false, false, true),
        }),
        { maxLength: 3 },
      ),
      route: fc.constantFrom(...routes),
      ttl: fc.constantFrom(60, 300),
      value: fc.constantFrom('192.0.2.1', '192.0.2.2'),
    })
    .map(({ shape, marks, route, ttl, value }) => {
      const records = shape.map((kind, index) => recordOf(name, kind, { ttl, value, route: route[index] ?? route[0] }));
      const sets: ObservedRecordSet[] = [];
      const texts = marks.map((mark) => {
        const alike = records.filter(({ type }) => type === mark.type);
        const like = alike[mark.like % alike.length];
        const type = mark.type === 'AAAA' || mark.type === 'CNAME' ? mark.type : 'A';
        const record = { name, type, ...(like?.alias === undefined ? {} : { alias: like.alias }) } as const;
        const names = [...ownershipNames({ record, ...by }), `${by.ownership.prefix}${name}`];
        const at = names[mark.variant % names.length] ?? name;
        const heritage = at.includes('_fl-') ? ('firstlight' as const) : ('external-dns' as const);
        const text = formatOwnership({
          heritage,
          ownerId: mark.owner,
          resource: mark.resource,
          owned: { name, type: type.toLowerCase() },
        });
        return { name: at, type: 'TXT', ttl: 300, values: [text], ...(mark.alone ? {} : routeOf(like)) };
      });
      for (const set of [...records, ...texts]) if (takes(sets, set)) sets.push(set);
      return sets;
    });

/** What the sets `blue` and `green` of one name have; sometimes what leaves no room for both. */
const routes: readonly (readonly [RoutingPolicy, RoutingPolicy])[] = [
  [
    { kind: 'weighted', weight: 1 },
    { kind: 'weighted', weight: 9 },
  ],
  [{ kind: 'multivalue' }, { kind: 'multivalue' }],
  [
    { kind: 'geolocation', location: { countryCode: 'DE' } },
    { kind: 'geolocation', location: { countryCode: '*' } },
  ],
  [
    { kind: 'failover', role: 'PRIMARY' },
    { kind: 'failover', role: 'PRIMARY' },
  ],
  [
    { kind: 'failover', role: 'SECONDARY' },
    { kind: 'failover', role: 'PRIMARY' },
  ],
];
export const route: fc.Arbitrary<RoutingPolicy> = fc.constantFrom(...routes.flat());

const routeOf = (set: ObservedRecordSet | undefined): Partial<ObservedRecordSet> => ({
  ...(set?.setIdentifier === undefined ? {} : { setIdentifier: set.setIdentifier }),
  ...(set?.routing === undefined ? {} : { routing: set.routing }),
  ...(set?.routed === undefined ? {} : { routed: set.routed }),
});

interface Shown {
  readonly ttl: number;
  readonly value: string;
  readonly route: RoutingPolicy;
}

function recordOf(name: string, kind: string, { ttl, value, route: routing }: Shown): ObservedRecordSet {
  const [setIdentifier = '', type = 'A'] = kind.split(' ');
  if (kind === 'alias') return { name, type: 'A', alias };
  if (kind === 'AAAA-alias') return { name, type: 'AAAA', alias };
  if (kind === 'cidr') return { name, type: 'A', ttl, values: [value], setIdentifier: 'one', routed: true };
  if (kind === 'blue alias') return { name, type: 'A', alias, setIdentifier, routing };
  const values = [type === 'AAAA' ? '2001:db8::1' : value];
  if (['blue', 'green', 'stranger'].includes(setIdentifier)) return { name, type, ttl, values, setIdentifier, routing };
  if (kind === 'MX') return { name, type: 'MX', ttl, values: ['10 mail.example.net'] };
  if (kind === 'CNAME') return { name, type: 'CNAME', ttl, values: ['lb.example.net'] };
  return { name, type: kind, ttl, values: [kind === 'AAAA' ? '2001:db8::1' : value] };
}

/** Names that external-dns takes for the mark of another one of them. */
const lookAlikes = ['shop.example.com', 'a-shop.example.com', 'cname-shop.example.com', 'a-a-shop.example.com'];

/** A zone of several names: no more than Route 53 would hold. */
export const crowdedZone = (name: string, by: PlanSettings): fc.Arbitrary<ModelZone> =>
  fc.tuple(...[...new Set([name, ...lookAlikes])].map((each) => zoneAt(each, by))).map((zones) => {
    const sets: ObservedRecordSet[] = [];
    for (const set of zones.flat()) if (takes(sets, set)) sets.push(set);
    return sets;
  });
