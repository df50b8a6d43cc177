import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { endpointMonitorKind } from '../../../shared/domain/kinds.ts';
import type { EndpointMonitor, Middleware } from '../../../shared/domain/objects.ts';
import { itemPartition, itemPartitions } from '../../../shared/runtime/work-item.ts';
import { monitorPolicy } from '../../support/monitor-policy.ts';
import { guardedWorld, numbers, second } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

const host = 'app.example.com';

function watching(): Configuration {
  const configuration = testConfiguration();
  const [edge, ...edges] = configuration.edges;
  if (edge === undefined) throw new Error('no edge');
  const other = { ...edge, name: 'other', classes: ['other'], monitors: { account: 'two' } };
  return { ...configuration, edges: [edge, other, ...edges], monitors: monitorPolicy };
}

async function standing() {
  const world = await guardedWorld(3, watching());
  await world.say('shop/app', ingress('shop/app', [host]));
  await world.settle();
  await world.keepZone(host);
  const items = async (account: string): Promise<number> => {
    const parts = await Promise.all(
      numbers(0, itemPartitions).map((one) => world.table.query(itemPartition(`monitors:${account}`, one))),
    );
    return parts.flat().filter(({ row }) => row.key === host).length;
  };
  return { ...world, items };
}

describe('the lane that watches a site', () => {
  it('hears of it, and lists it', async () => {
    const world = await standing();
    expect(await world.site(host)).toMatchObject({ lanes: ['dns:Z1', 'monitors:main'], wish: { monitor: {} } });
    expect(await world.members('monitors:main')).toContain(host);
    expect(await world.items('main')).toBe(1);
  });

  it('hears that a release begins, and that it is off, though nothing else is to be looked at', async () => {
    const world = await standing();
    const generation = (await world.site(host))?.generation;
    world.clock.advance(second);
    await world.say('shop/app', undefined);
    await world.settle();
    expect(await world.site(host)).toMatchObject({ release: {}, generation });
    expect(await world.items('main')).toBe(2);
    world.clock.advance(second);
    await world.say('shop/app', ingress('shop/app', [host]));
    await world.settle();
    expect(await world.site(host)).toMatchObject({ generation });
    expect((await world.site(host))?.release).toBeUndefined();
    expect(await world.items('main')).toBe(3);
  });

  it('is another one where the edge that it moves to has another account, and the old one hears of that', async () => {
    const world = await standing();
    await world.say('shop/app', ingress('shop/app', [host], { className: 'other' }));
    await world.settle();
    expect(await world.site(host)).toMatchObject({
      lanes: ['dns:Z1', 'monitors:main', 'monitors:two'],
      wish: { monitor: { account: 'two' } },
    });
    expect(await world.items('main')).toBe(2);
    expect(await world.items('two')).toBe(1);
  });

  it('hears what an EndpointMonitor says, whichever is seen first, and that it says nothing any more', async () => {
    const world = await standing();
    const interval = async () => (await world.site(host))?.wish.monitor?.intervalSeconds;
    const watcher: EndpointMonitor = {
      kind: endpointMonitorKind,
      form: 'full',
      key: 'shop/watch',
      apiVersion: 'endpointmonitor.stakater.com/v1alpha1',
      annotations: {},
      labels: {},
      ingress: 'app',
      uptimeRobot: { interval: '60' },
    };
    for (const said of [watcher, { ...watcher, ingress: 'other' }, watcher, undefined]) {
      await world.say('shop/watch', said, endpointMonitorKind);
      await world.settle();
      expect(await interval()).toBe(said?.ingress === 'app' ? 60 : 300);
    }
  });

  it('hears that a Middleware before it asks for a login, and that it does not any more', async () => {
    const world = await standing();
    const annotations = { 'traefik.ingress.kubernetes.io/router.middlewares': 'infra-login@kubernetescrd' };
    await world.say('shop/app', ingress('shop/app', [host], { annotations }));
    const login: Middleware = {
      kind: 'traefik.io/Middleware',
      form: 'full',
      key: 'infra/login',
      apiVersion: 'traefik.io/v1alpha1',
      annotations: {},
      labels: {},
      login: 'forwardAuth',
      chain: [],
    };
    const { login: _asks, ...open } = login;
    for (const said of [login, open, login, undefined]) {
      await world.say('infra/login', said, 'traefik.io/Middleware');
      await world.settle();
      const found = (await world.site(host))?.wish.monitor?.loginBy;
      expect(found).toBe(said === login ? 'Middleware infra/login' : undefined);
    }
  });

  it('keeps a row of a site that is not to be watched any more until it has cleaned up', async () => {
    const world = await standing();
    await world.configure({ ...watching(), monitors: { ...monitorPolicy, enabled: 'none' } });
    await world.settle();
    const site = await world.site(host);
    expect(site).toMatchObject({ lanes: ['dns:Z1', 'monitors:main'] });
    expect(site?.wish.monitor).toBeUndefined();
    expect(await world.items('main')).toBe(2);
  });
});
