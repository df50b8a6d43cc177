import fc from 'fast-check';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import { ownershipNames } from '../../../functions/dns/plan/ownership-name.ts';
import { formatOwnership } from '../../../functions/dns/plan/ownership-text.ts';
import type { PlanSettings } from '../../../functions/dns/plan/policies.ts';
import type { ModelZone } from './zone-model.ts';

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
        ['routed'],
        ['alias'],
        ['alias', 'AAAA-alias'],
      ),
      marks: fc.array(fc.record({ owner, resource, type: fc.constantFrom('A', 'AAAA', 'CNAME'), variant: fc.nat(5) }), {
        maxLength: 3,
      }),
      ttl: fc.constantFrom(60, 300),
      value: fc.constantFrom('192.0.2.1', '192.0.2.2'),
    })
    .map(({ shape, marks, ttl, value }) => {
      const records = shape.map((kind) => recordOf(name, kind, { ttl, value }));
      const hasCname = shape.includes('CNAME');
      const texts = marks.flatMap((mark): readonly ObservedRecordSet[] => {
        const like = records.find(({ type }) => type === mark.type);
        const type = mark.type === 'AAAA' || mark.type === 'CNAME' ? mark.type : 'A';
        const record = { name, type, ...(like?.alias === undefined ? {} : { alias: like.alias }) } as const;
        const names = [...ownershipNames({ record, ...by }), `${by.ownership.prefix}${name}`];
        const at = names[mark.variant % names.length] ?? name;
        if (hasCname && at === name) return [];
        const heritage = at.includes('_fl-') ? ('firstlight' as const) : ('external-dns' as const);
        const value = formatOwnership({
          heritage,
          ownerId: mark.owner,
          resource: mark.resource,
          owned: { name, type: type.toLowerCase() },
        });
        return [
          {
            name: at,
            type: 'TXT',
            ttl: 300,
            values: [value],
            ...(like?.setIdentifier && { setIdentifier: 'one', routed: true }),
          },
        ];
      });
      const unique = new Map(
        [...texts, ...records].map((set) => [`${set.name} ${set.type} ${set.setIdentifier ?? ''}`, set]),
      );
      return [...unique.values()];
    });

function recordOf(name: string, kind: string, { ttl, value }: { ttl: number; value: string }): ObservedRecordSet {
  if (kind === 'alias') return { name, type: 'A', alias };
  if (kind === 'AAAA-alias') return { name, type: 'AAAA', alias };
  if (kind === 'routed') return { name, type: 'A', ttl, values: [value], setIdentifier: 'one', routed: true };
  if (kind === 'MX') return { name, type: 'MX', ttl, values: ['10 mail.example.net'] };
  if (kind === 'CNAME') return { name, type: 'CNAME', ttl, values: ['lb.example.net'] };
  return { name, type: kind, ttl, values: [kind === 'AAAA' ? '2001:db8::1' : value] };
}

/** Names that external-dns takes for the mark of another one of them. */
const lookAlikes = ['shop.example.com', 'a-shop.example.com', 'cname-shop.example.com', 'a-a-shop.example.com'];

/** A zone of several names: no more than Route 53 would hold, a CNAME alone and routed sets among themselves. */
export const crowdedZone = (name: string, by: PlanSettings): fc.Arbitrary<ModelZone> =>
  fc.tuple(...[...new Set([name, ...lookAlikes])].map((each) => zoneAt(each, by))).map((zones) => {
    const sets: ObservedRecordSet[] = [];
    for (const set of zones.flat()) {
      const here = sets.filter((each) => each.name === set.name);
      const excluded = here.length > 0 && [set, ...here].some(({ type }) => type === 'CNAME');
      if (!excluded && !here.some(({ type }) => type === set.type)) sets.push(set);
    }
    return sets;
  });
