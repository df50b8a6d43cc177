import { expect, it } from 'vitest';
import { openWorld } from './world.ts';
import { wishFor } from './world-sites.ts';

it('tells once that a site is ready, and again after each change, when its records are everywhere', async () => {
  const world = await openWorld();
  await world.write('shop.example.com');
  await world.drain();
  world.clock.advance(1_000);
  await world.drain();
  expect(world.facts).toEqual([]);
  await world.settle();
  const ready = {
    type: 'SiteReady',
    ...{ host: 'shop.example.com', view: 'public', setIdentifier: '', cluster: 'demo' },
    ...{ edge: 'public', zone: 'example.com', atMs: expect.any(Number) },
  };
  expect(world.facts).toEqual([ready]);
  await world.write('shop.example.com');
  await world.settle();
  expect(world.facts).toEqual([ready]);
  await world.write('shop.example.com', { wish: wishFor({ ttlSeconds: 60 }) });
  await world.settle();
  expect(world.facts).toEqual([ready, ready]);
});
