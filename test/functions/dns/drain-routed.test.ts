import { describe, expect, it } from 'vitest';
import type { RoutingPolicy } from '#shared/domain/record.ts';
import { historyRows } from '#shared/rows/safety-rows.ts';
import { openWorld, type World } from './world.ts';
import { wishFor } from './world-sites.ts';

const host = 'app.example.com';
const weighted = (weight: number): RoutingPolicy => ({ kind: 'weighted', weight });
const wish = (set: string, routing: RoutingPolicy, more = {}) =>
  wishFor({ resource: `ingress/shop/${set}`, routing, ...more });
const aSets = (world: World): readonly string[] => world.records().filter((text) => text.startsWith('A '));

describe('several record sets at one name', () => {
  it('stand beside each other, each with its mark, and change and leave by themselves', async () => {
    const world = await openWorld();
    await world.write(`${host}/blue`, { wish: wish('blue', weighted(9)) });
    await world.write(`${host}/green`, { wish: wish('green', weighted(1)) });
    await world.settle();
    expect(await world.condition(`${host}/blue`)).toBe('True/InSync');
    expect(await world.condition(`${host}/green`)).toBe('True/InSync');
    expect(world.records()).toHaveLength(4);
    await world.write(`${host}/blue`, { wish: wish('blue', weighted(5)) });
    await world.settle();
    const sets = (await world.zones.list('Z1')).recordSets.filter(({ name }) => name.endsWith(host));
    expect(
      sets.map(({ type, setIdentifier, routing }) => `${type} ${setIdentifier} ${JSON.stringify(routing)}`),
    ).toEqual([
      'TXT blue {"kind":"weighted","weight":5}',
      'TXT green {"kind":"weighted","weight":1}',
      'A blue {"kind":"weighted","weight":5}',
      'A green {"kind":"weighted","weight":1}',
    ]);
    await world.write(`${host}/green`, { state: 'dying' });
    await world.settle();
    expect(aSets(world)).toEqual([`A ${host}. blue 192.0.2.1`]);
    expect(await world.lane(`${host}/green`)).toBeUndefined();
  });

  it.each<readonly [string, RoutingPolicy, RoutingPolicy]>([
    ['weighted', weighted(1), weighted(2)],
    ['latency', { kind: 'latency', region: 'eu-central-1' }, { kind: 'latency', region: 'eu-west-1' }],
    ['failover', { kind: 'failover', role: 'SECONDARY' }, { kind: 'failover', role: 'PRIMARY' }],
    [
      'geolocation',
      { kind: 'geolocation', location: { countryCode: 'US', subdivisionCode: 'CA' } },
      { kind: 'geolocation', location: { continentCode: 'EU' } },
    ],
    [
      'geoproximity',
      { kind: 'geoproximity', place: { latitude: '49.22', longitude: '-74.01' }, bias: 10 },
      { kind: 'geoproximity', place: { region: 'eu-west-1' }, bias: 0 },
    ],
    ['multivalue', { kind: 'multivalue' }, { kind: 'multivalue' }],
  ])('simple to %s and back is one batch each', async (_kind, blue, green) => {
    const healthCheckId = 'check-1';
    const world = await openWorld({ healthChecks: [healthCheckId] });
    await world.write(host);
    await world.settle();
    const before = world.calls().ChangeResourceRecordSets ?? 0;
    await world.write(host, { state: 'dying' });
    await world.write(`${host}/blue`, { wish: wish('blue', blue, { healthCheckId }) });
    await world.write(`${host}/green`, { wish: wish('green', green, { healthCheckId }) });
    await world.settle();
    expect(aSets(world)).toEqual([`A ${host}. blue 192.0.2.1`, `A ${host}. green 192.0.2.1`]);
    await world.write(`${host}/blue`, { state: 'dying' });
    await world.write(`${host}/green`, { state: 'dying' });
    await world.write(host, { state: 'live' });
    await world.settle();
    expect(aSets(world)).toEqual([`A ${host}. 192.0.2.1`]);
    expect(await world.condition(host)).toBe('True/InSync');
    expect((world.calls().ChangeResourceRecordSets ?? 0) - before).toBe(2);
  });

  it('a primary without a health check is marked where its mark needs none', async () => {
    const world = await openWorld();
    const dnsName = 'lb-1.eu-central-1.elb.amazonaws.com';
    const target = {
      kind: 'alias',
      alias: { dnsName, hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true },
      dualStack: false,
    } as const;
    const site = (role: 'PRIMARY' | 'SECONDARY') => ({ wish: wish(role, { kind: 'failover', role }, { target }) });
    await world.write(`${host}/blue`, site('PRIMARY'));
    await world.write(`${host}/green`, site('SECONDARY'));
    await world.settle();
    expect(await world.condition(`${host}/blue`)).toBe('True/InSync');
    await world.write(`${host}/blue`, site('SECONDARY'));
    await world.write(`${host}/green`, site('PRIMARY'));
    await world.settle();
    expect(await world.condition(`${host}/blue`)).toBe('True/InSync');
    expect(await world.condition(`${host}/green`)).toBe('True/InSync');
    expect(world.records()).toHaveLength(4);
  });

  it('one that Route 53 refuses does not hold up the others of its name', async () => {
    const world = await openWorld();
    await world.write(`${host}/bad`, { wish: wish('bad', weighted(1), { healthCheckId: 'gone' }) });
    await world.write(`${host}/blue`, { wish: wish('blue', weighted(1)) });
    await world.write(`${host}/green`, { wish: wish('green', weighted(1)) });
    await world.settle('dns:Z1', 10);
    expect(await world.condition(`${host}/blue`)).toBe('True/InSync');
    expect(await world.condition(`${host}/green`)).toBe('True/InSync');
    expect(await world.condition(`${host}/bad`)).toBe('False/HealthCheckGone');
    expect(aSets(world)).toHaveLength(2);
    const calls = world.calls().ChangeResourceRecordSets ?? 0;
    await world.settle('dns:Z1', 10);
    expect(world.calls().ChangeResourceRecordSets).toBe(calls);
  });

  it('several that Route 53 refuses do not hold up the others either', async () => {
    const world = await openWorld();
    for (const set of ['bad', 'worse']) {
      await world.write(`${host}/${set}`, { wish: wish(set, weighted(1), { healthCheckId: 'gone' }) });
    }
    for (const set of ['blue', 'green']) await world.write(`${host}/${set}`, { wish: wish(set, weighted(1)) });
    await world.settle('dns:Z1', 20);
    expect(aSets(world)).toEqual([`A ${host}. blue 192.0.2.1`, `A ${host}. green 192.0.2.1`]);
    for (const set of ['blue', 'green']) expect(await world.condition(`${host}/${set}`)).toBe('True/InSync');
    for (const set of ['bad', 'worse']) expect(await world.condition(`${host}/${set}`)).toBe('False/HealthCheckGone');
    const calls = world.calls().ChangeResourceRecordSets;
    await world.settle('dns:Z1', 20);
    expect(world.calls().ChangeResourceRecordSets).toBe(calls);
  });

  it('the history tells each set apart', async () => {
    const world = await openWorld();
    await world.write(host);
    await world.settle();
    await world.write(host, { state: 'dying' });
    await world.write(`${host}/blue`, { wish: wish('blue', weighted(9)) });
    await world.settle();
    const day = new Date(world.clock.now()).toISOString().slice(0, 10);
    const rows = (await world.table.query(historyRows(day))).map(({ row }) => row);
    expect(rows.map(({ action, before = '', after = '' }) => `${action} ${before} ${after}`).sort()).toEqual([
      'create  A (blue: weight 9) 192.0.2.1 ttl 300',
      'create  A 192.0.2.1 ttl 300',
      'delete A 192.0.2.1 ttl 300 ',
    ]);
  });
});
