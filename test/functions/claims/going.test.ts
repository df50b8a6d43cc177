import { describe, expect, it } from 'vitest';
import { ingress, ingressRef, testConfiguration, zone } from './samples.ts';
import { host, second, started } from './started.ts';
import { testWorld } from './world.ts';

describe('a site whose claim goes', () => {
  it('gives the host on once the holder, its records and its release are gone', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.keepZone(host);
    await world.say('blog/web', ingress('blog/web', [host]));
    await world.settle();
    expect((await world.object('blog/web'))?.claims[0]).toMatchObject({ verdict: 'refused', reason: 'HostTaken' });
    expect((await world.object('blog/web'))?.claims[0]?.message).toContain('namespace shop of cluster demo');

    await world.say('shop/web', undefined);
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'live', holder: ingressRef('shop/web') });
    world.clock.advance(120 * second);
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'live', generation: 2, holder: ingressRef('blog/web') });
    expect(await world.host(host)).toMatchObject({ holders: ['demo/blog'] });
    expect((await world.object('blog/web'))?.claims[0]).toMatchObject({ verdict: 'holder' });
  });

  it('releases, waits for the finalizers, forgets the site, and lets a late claim have the host then', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.keepZone(host);
    await world.say('shop/web', undefined);
    await world.settle();
    world.clock.advance(120 * second);
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'dying', generation: 2 });
    await world.say('blog/web', ingress('blog/web', [host]));
    await world.settle();
    expect((await world.object('blog/web'))?.claims[0]).toMatchObject({ verdict: 'refused', reason: 'HostTaken' });
    await world.keepZone(host);
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'live', holder: ingressRef('blog/web') });
    expect((await world.object('blog/web'))?.claims[0]).toMatchObject({ verdict: 'holder' });
  });

  it('forgets host, site and members when nobody claims the host any more', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.say('shop/web', undefined);
    await world.settle();
    world.clock.advance(120 * second);
    await world.settle();
    await world.keepZone(host);
    await world.settle();
    expect(await world.site(host)).toBeUndefined();
    expect(await world.host(host)).toBeUndefined();
    expect(await world.members(`dns:${zone}`)).toEqual([]);
    expect(await world.members('claims:demo')).toEqual([]);
    await world.walk([]);
    await world.walk([]);
    await world.settle();
    expect(await world.object('shop/web')).toBeUndefined();
  });

  it('keeps the site when the object comes back within seconds', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.keepZone(host);
    const before = await world.site(host);
    await world.say('shop/web', undefined);
    await world.settle();
    world.clock.advance(3 * second);
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    const after = await world.site(host);
    expect(after?.release).toBeUndefined();
    expect(after?.generation).toBe(before?.generation);
    world.clock.advance(200 * second);
    await world.settle();
    expect((await world.site(host))?.state).toBe('live');
  });

  it('revives a dying site whose claim returns', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.keepZone(host);
    await world.say('shop/web', undefined);
    await world.settle();
    world.clock.advance(120 * second);
    await world.settle();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'live', generation: 3 });
  });

  it('executes no release before every kind was walked in this life of the table', async () => {
    const world = await testWorld();
    await world.readZones();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.say('shop/web', undefined);
    await world.settle();
    world.clock.advance(500 * second);
    await world.settle();
    expect((await world.site(host))?.state).toBe('live');
    await world.walk([]);
    await world.settle();
    world.clock.advance(10 * second);
    await world.settle();
    expect((await world.site(host))?.state).toBe('dying');
  });

  it('executes no release where the policy forbids to delete', async () => {
    const world = await started({ ...testConfiguration(), mode: 'upsert-only' });
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.keepZone(host);
    await world.say('shop/web', undefined);
    await world.settle();
    world.clock.advance(500 * second);
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'live' });
  });
});
