import { describe, expect, it } from 'vitest';
import { ingress, ingressRef, testConfiguration, zone } from './samples.ts';
import { host, second, started } from './started.ts';
import { testWorld } from './world.ts';

describe('from messages to sites', () => {
  it('makes a site of an Ingress, with its lane row, its members and an item for the zone', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    expect(await world.site(host)).toMatchObject({
      generation: 1,
      holder: ingressRef('shop/web'),
      state: 'live',
      lanes: [`dns:${zone}`],
      wish: {
        edge: 'public',
        zone,
        target: { kind: 'addresses', addresses: ['192.0.2.1'] },
        resource: 'ingress/shop/web',
      },
    });
    expect(await world.members(`dns:${zone}`)).toEqual([host]);
    expect(await world.members('edge:public')).toEqual([host]);
    expect(await world.members('claims:demo')).toEqual([host]);
    const row = await world.object('shop/web');
    expect(row?.settledMarker).toBe(row?.marker);
    expect(row?.claims).toEqual([{ host, view: 'public', setIdentifier: '', verdict: 'holder', reason: 'Accepted' }]);
  });

  it('follows an edited host: the old one is released, the new one is there at once', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.say('shop/web', ingress('shop/web', ['new.example.com']));
    await world.settle();
    expect((await world.site('new.example.com'))?.holder).toEqual(ingressRef('shop/web'));
    expect((await world.site(host))?.release?.dueMs).toBe(world.clock.now() + 120 * second);
    expect((await world.object('shop/web'))?.hosts).toEqual(['new.example.com']);
  });

  it('chooses no holder before the zone was read, and asks for it', async () => {
    const world = await testWorld();
    await world.walk([ingress('shop/web', [host])]);
    await world.settle();
    expect(await world.site(host)).toBeUndefined();
    expect((await world.object('shop/web'))?.claims[0]).toMatchObject({ verdict: 'refused', reason: 'ZoneNotRead' });
    await world.readZones();
    await world.wake('zone:Z1');
    await world.settle();
    expect(await world.site(host)).toMatchObject({ holder: ingressRef('shop/web') });
  });

  it('lets another Ingress of the namespace take over at once', async () => {
    const world = await started();
    await world.say('shop/a', ingress('shop/a', [host]));
    await world.say('shop/b', ingress('shop/b', [host]));
    await world.settle();
    await world.keepZone(host);
    expect((await world.object('shop/b'))?.claims[0]).toMatchObject({ verdict: 'compatible' });
    await world.say('shop/a', undefined);
    await world.settle();
    const site = await world.site(host);
    expect(site?.holder).toEqual(ingressRef('shop/b'));
    expect(site?.release).toBeUndefined();
    expect((await world.object('shop/b'))?.claims[0]).toMatchObject({ verdict: 'holder' });
  });

  it('settles Ingresses without a class again when the default class changes', async () => {
    const world = await started();
    const { className: _none, ...plain } = ingress('shop/web', [host]);
    await world.say('shop/web', plain);
    await world.settle();
    expect((await world.object('shop/web'))?.skipped[0]).toMatchObject({ reason: 'UnknownClass' });
    const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    const named = {
      kind: 'networking.k8s.io/IngressClass',
      form: 'full',
      key: '/public',
      apiVersion: 'networking.k8s.io/v1',
      annotations,
      labels: {},
    } as const;
    await world.say('/public', named, 'networking.k8s.io/IngressClass');
    await world.settle();
    expect((await world.site(host))?.holder).toEqual(ingressRef('shop/web'));
  });

  it('looks at everything again when the configuration changes', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    const rules = [{ hosts: ['*.example.com'], namespaces: ['blog'] }];
    await world.configure(testConfiguration({ default: 'allow', rules }));
    await world.settle();
    expect((await world.object('shop/web'))?.claims[0]).toMatchObject({ verdict: 'refused', reason: 'HostReserved' });
    expect((await world.site(host))?.release).toBeDefined();
  });

  it('keeps the claims of an object that became too large', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    const stub = {
      kind: 'networking.k8s.io/Ingress',
      form: 'stub',
      key: 'shop/web',
      apiVersion: 'networking.k8s.io/v1',
      reason: 'TooLarge',
      message: '70,000 bytes',
    } as const;
    await world.say('shop/web', stub);
    await world.settle();
    const site = await world.site(host);
    expect(site?.release).toBeUndefined();
    expect(await world.object('shop/web')).toMatchObject({ hosts: [host], skipped: [{ reason: 'TooLarge' }] });
  });

  it('serves as many hosts of one object as it can name, in both views', async () => {
    const configuration = testConfiguration();
    const edges = configuration.edges.map((edge) => ({ ...edge, classes: ['public'] }));
    const world = await started({ ...configuration, edges });
    const hosts = Array.from({ length: 1_170 }, (_, index) => `${String(index).padStart(30, 'h')}.example.com`);
    await world.say('shop/web', ingress('shop/web', hosts));
    await world.settle();
    const row = await world.object('shop/web');
    expect(row?.settledMarker).toBe(row?.marker);
    expect((await world.members('claims:demo')).length).toBe(2 * 1_170);
  });

  it('changes nothing when everything is said again', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    const before = await Promise.all([world.site(host), world.host(host)]);
    await world.walk([ingress('shop/web', [host])]);
    await world.settle();
    expect(await Promise.all([world.site(host), world.host(host)])).toEqual(before);
  });
});
