import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routingFault } from '../../../../../local/cloud/route53/rules/routing-form.ts';
import type { RoutingPolicy } from '../../../../../shared/domain/record.ts';
import { runsTimes } from '../../../../support/runs.ts';
import { ask, note } from '../asking.ts';
import { annotated } from './arbitrary.ts';
import { sdkSets } from './sdk-sets.ts';

const uuid = '01234567-89ab-cdef-0123-456789abcdef';
const blue = (annotations: Record<string, string>) =>
  ask(note({ 'external-dns.alpha.kubernetes.io/set-identifier': 'blue', ...annotations }));

describe('routing', () => {
  it.each<[Record<string, string>, RoutingPolicy]>([
    [{ 'aws-weight': '0' }, { kind: 'weighted', weight: 0 }],
    [{ 'aws-weight': '+255' }, { kind: 'weighted', weight: 255 }],
    [{ 'aws-region': 'EU-West-1' }, { kind: 'latency', region: 'eu-west-1' }],
    [{ 'aws-failover': 'secondary' }, { kind: 'failover', role: 'SECONDARY' }],
    [
      { 'aws-failover': 'PRIMARY', 'aws-health-check-id': uuid },
      { kind: 'failover', role: 'PRIMARY' },
    ],
    [{ 'aws-geolocation-continent-code': 'eu' }, { kind: 'geolocation', location: { continentCode: 'EU' } }],
    [{ 'aws-geolocation-country-code': '*' }, { kind: 'geolocation', location: { countryCode: '*' } }],
    [
      { 'aws-geolocation-country-code': 'US', 'aws-geolocation-subdivision-code': 'ca' },
      { kind: 'geolocation', location: { countryCode: 'US', subdivisionCode: 'CA' } },
    ],
    [{ 'aws-geoproximity-region': 'eu-west-1' }, { kind: 'geoproximity', place: { region: 'eu-west-1' }, bias: 0 }],
    [
      { 'aws-geoproximity-local-zone-group': 'us-east-1-bue-1', 'aws-geoproximity-bias': '-99' },
      { kind: 'geoproximity', place: { localZoneGroup: 'us-east-1-bue-1' }, bias: -99 },
    ],
    [
      { 'aws-geoproximity-coordinates': '51.50, -0.12', 'aws-geoproximity-bias': '10' },
      { kind: 'geoproximity', place: { latitude: '51.50', longitude: '-0.12' }, bias: 10 },
    ],
    [{ 'aws-multi-value-answer': '' }, { kind: 'multivalue' }],
    [{ 'aws-multi-value-answer': 'true' }, { kind: 'multivalue' }],
  ])('is read: %j', (given, routing) => {
    const annotations = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`external-dns.kubernetes.io/${name}`, value]),
    );
    const { wishes, skipped } = blue(annotations);
    expect(skipped).toEqual([]);
    expect(wishes).toMatchObject([{ site: { setIdentifier: 'blue' }, wish: { routing } }]);
  });

  it('needs no policy for a health check', () => {
    const { wishes } = ask(note({ 'firstlight.dev/aws-health-check-id': uuid.toUpperCase() }));
    expect(wishes).toMatchObject([{ site: { setIdentifier: '' }, wish: { healthCheckId: uuid } }]);
    expect(wishes[0]?.wish.routing).toBeUndefined();
  });

  it('takes an empty identifier for none', () => {
    expect(ask(note({ 'firstlight.dev/set-identifier': '' })).wishes).toMatchObject([{ site: { setIdentifier: '' } }]);
  });

  it.each(['-1', '1.5', '1e2', '0x10', '', 'ten', '256'])('is no weight, and moves no traffic: %s', (weight) => {
    const result = blue({ 'firstlight.dev/aws-weight': weight });
    expect(result).toMatchObject({ wishes: [], keepOthers: true, skipped: [{ reason: 'InvalidAnnotation' }] });
  });

  it.each(['not a uuid', 'x'.repeat(200), uuid.slice(1)])('is no health check: %s', (id) => {
    const result = ask(note({ 'firstlight.dev/aws-health-check-id': id }));
    expect(result).toMatchObject({ wishes: [], keepOthers: true, skipped: [{ reason: 'InvalidAnnotation' }] });
  });

  it('keeps an identifier and a policy together, whatever is written', () => {
    fc.assert(
      fc.property(annotated, (annotations) => {
        for (const { site, wish } of ask(note(annotations)).wishes) {
          expect(wish.routing !== undefined).toBe(site.setIdentifier !== '');
        }
      }),
    );
  });

  it('asks Route 53 for nothing that it refuses by form, whatever is written', () => {
    fc.assert(
      fc.property(annotated, (annotations) => {
        const sets = ask(note(annotations)).wishes.flatMap(sdkSets);
        expect(sets.map(routingFault).filter((fault) => fault !== undefined)).toEqual([]);
      }),
      runsTimes(20),
    );
  });
});
