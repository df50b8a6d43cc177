import fc from 'fast-check';
import type { Ownership } from '#shared/domain/configuration.ts';
import type { Target } from '#shared/domain/site.ts';
import type { PlannedSite } from '../../../functions/dns/plan/name-state.ts';
import type { PlanSettings } from '../../../functions/dns/plan/policies.ts';
import { alias, crowdedZone, resource, zoneAt } from './arbitrary-zone.ts';

export const ownership: Ownership = { format: 'external-dns-0.22', prefix: '', suffix: '', wildcardReplacement: '' };

export const settings: fc.Arbitrary<PlanSettings> = fc
  .constantFrom<Ownership>(ownership, { ...ownership, format: 'external-dns-0.21' }, { ...ownership, prefix: 'txt.' })
  .map((written) => ({
    zoneName: 'example.com',
    ownership: written,
    ours: new Set(['mine', 'sibling', 'adopted']),
    adopted: new Set(['adopted']),
  }));

export const host = fc.constantFrom(
  'shop.example.com',
  'a-shop.example.com',
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
      appliedOwner: fc.constantFrom('mine', 'sibling', 'forgotten'),
      target,
      resource,
      ttlSeconds: fc.constantFrom(60, 300),
    })
    .map(({ role, policy, appliedResource, appliedOwner, target: wished, ...rest }) => ({
      key: { host: name, view: 'public', setIdentifier: '' },
      role,
      policy,
      applied: appliedResource !== undefined,
      ...(appliedResource === undefined ? {} : { appliedResources: [appliedResource], appliedOwners: [appliedOwner] }),
      wish: {
        edge: 'public',
        zone: 'Z1',
        ownerId: 'mine',
        ...(wished === undefined ? {} : { target: wished }),
        ...rest,
      },
    }));

/** One name with its zone, a site, and the settings they go by. */
export const scene = fc.tuple(host, settings).chain(([name, by]) =>
  fc.record({
    name: fc.constant(name),
    settings: fc.constant(by),
    zone: fc.oneof(zoneAt(name, by), crowdedZone(name, by)),
    stale: fc.oneof(zoneAt(name, by), crowdedZone(name, by)),
    site: site(name),
  }),
);
