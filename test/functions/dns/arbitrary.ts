import fc from 'fast-check';
import type { Ownership } from '#shared/domain/configuration.ts';
import type { RoutingPolicy } from '#shared/domain/record.ts';
import type { Target } from '#shared/domain/site.ts';
import type { PlannedSite } from '../../../functions/dns/plan/name-state.ts';
import type { PlanSettings } from '../../../functions/dns/plan/policies.ts';
import { alias, crowdedZone, resource, route, zoneAt } from './arbitrary-zone.ts';

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

const identifier = fc.constantFrom('', '', 'blue', 'green');

const site = (name: string): fc.Arbitrary<PlannedSite> =>
  fc
    .record({
      role: fc.constantFrom('wanted', 'wanted', 'leaving', 'moving'),
      policy: fc.constantFrom('sync', 'sync', 'sync', 'upsert-only', 'create-only', 'observe'),
      appliedResource: fc.option(resource, { nil: undefined }),
      appliedOwner: fc.constantFrom('mine', 'sibling', 'forgotten'),
      setIdentifier: identifier,
      routing: route,
      healthCheckId: fc.constantFrom(undefined, undefined, 'check'),
      target,
      resource,
      ownerId: fc.constantFrom('mine', 'mine', 'sibling'),
      ttlSeconds: fc.constantFrom(60, 300),
    })
    .map(
      ({
        role,
        policy,
        appliedResource,
        appliedOwner,
        target: wished,
        setIdentifier,
        routing,
        healthCheckId,
        ...rest
      }) => ({
        key: { host: name, view: 'public', setIdentifier },
        role,
        policy,
        applied: appliedResource !== undefined,
        ...(appliedResource === undefined
          ? {}
          : { appliedResources: [appliedResource], appliedOwners: [appliedOwner] }),
        wish: {
          edge: 'public',
          zone: 'Z1',
          ...(wished === undefined ? {} : { target: wished }),
          ...(setIdentifier === '' ? {} : { routing }),
          ...checkFor(wished, setIdentifier === '' ? undefined : routing, healthCheckId),
          ...rest,
        },
      }),
    );

/** A primary that is no alias has a health check, or Route 53 refuses it. */
function checkFor(wished: Target | undefined, routing: RoutingPolicy | undefined, given: string | undefined) {
  const needed = routing?.kind === 'failover' && routing.role === 'PRIMARY' && wished?.kind !== 'alias';
  const healthCheckId = given ?? (needed ? 'check' : undefined);
  return healthCheckId === undefined ? {} : { healthCheckId };
}

/** One name with its zone, its sites (most have one), and the settings they go by. */
export const scene = fc.tuple(host, settings).chain(([name, by]) =>
  fc.record({
    name: fc.constant(name),
    settings: fc.constant(by),
    zone: fc.oneof(zoneAt(name, by), crowdedZone(name, by)),
    stale: fc.oneof(zoneAt(name, by), crowdedZone(name, by)),
    sites: fc.uniqueArray(site(name), { minLength: 1, maxLength: 3, selector: ({ key }) => key.setIdentifier }),
  }),
);
