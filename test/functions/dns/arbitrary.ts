import fc from 'fast-check';
import type { Ownership } from '#shared/domain/configuration.ts';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import type { Target } from '#shared/domain/site.ts';
import type { PlannedSite } from '../../../functions/dns/plan/name-state.ts';
import { ownershipNames } from '../../../functions/dns/plan/ownership-name.ts';
import { formatOwnership } from '../../../functions/dns/plan/ownership-text.ts';
import type { PlanSettings } from '../../../functions/dns/plan/policies.ts';
import type { ModelZone } from './zone-model.ts';

export const ownership: Ownership = { format: 'external-dns-0.22', prefix: '', suffix: '', wildcardReplacement: '' };

export const settings: fc.Arbitrary<PlanSettings> = fc
  .constantFrom<Ownership>(ownership, { ...ownership, format: 'external-dns-0.21' }, { ...ownership, prefix: 'txt.' })
  .map((written) => ({
    zoneName: 'example.com',
    ownership: written,
    ours: new Set(['mine', 'sibling', 'adopted']),
    adopted: new Set(['adopted']),
  }));

const alias = {
  dnsName: 'lb-1.eu-central-1.elb.amazonaws.com',
  hostedZoneId: 'Z215JYRZR1TBD5',
  evaluateTargetHealth: true,
};
const owner = fc.constantFrom('mine', 'sibling', 'adopted', 'stranger');
const resource = fc.constantFrom('ingress/shop/shop', 'ingress/shop/other');
export const host = fc.constantFrom(
  'shop.example.com',
  '*.example.com',
  'example.com',
  `${'l'.repeat(62)}.example.com`,
);

const target: fc.Arbitrary<Target | undefined> = fc.constantFrom<Target | undefined>(
  undefined,
  { kind: 'alias', alias, dualStack: false },
  { kind: 'alias', alias, dualStack: true },
  { kind: 'addresses', addresses: ['192.0.2.1'] },
  { kind: 'addresses', addresses: ['192.0.2.2', '2001:db8::1'] },
  { kind: 'addresses', addresses: [] },
  { kind: 'name', name: 'lb.example.net' },
);

export const site = (name: string): fc.Arbitrary<PlannedSite> =>
  fc
    .record({
      role: fc.constantFrom('wanted', 'wanted', 'leaving', 'moving'),
      policy: fc.constantFrom('sync', 'sync', 'sync', 'upsert-only', 'create-only', 'observe'),
      appliedResource: fc.option(resource, { nil: undefined }),
      target,
      resource,
      ttlSeconds: fc.constantFrom(60, 300),
    })
    .map(({ role, policy, appliedResource, target: wished, ...rest }) => ({
      key: { host: name, view: 'public', setIdentifier: '' },
      role,
      policy,
      applied: appliedResource !== undefined,
      ...(appliedResource === undefined ? {} : { appliedResources: [appliedResource] }),
      wish: {
        edge: 'public',
        zone: 'Z1',
        ownerId: 'mine',
        ...(wished === undefined ? {} : { target: wished }),
        ...rest,
      },
    }));

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
      marks: fc.array(fc.record({ owner, resource, type: fc.constantFrom('A', 'AAAA', 'CNAME'), variant: fc.nat(4) }), {
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
        const names = ownershipNames({ record, ...by });
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

/** One name with its zone, a site, and the settings they go by. */
export const scene = fc.tuple(host, settings).chain(([name, by]) =>
  fc.record({
    name: fc.constant(name),
    settings: fc.constant(by),
    zone: zoneAt(name, by),
    stale: zoneAt(name, by),
    site: site(name),
  }),
);
