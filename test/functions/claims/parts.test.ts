import { describe, expect, it } from 'vitest';
import { claimsCapability } from '../../../functions/claims/handler.ts';
import { objectItem } from '../../../shared/rows/claims-keys.ts';
import { inboxRows, objectKey, objectsOf } from '../../../shared/rows/object-rows.ts';
import { put } from '../../../shared/runtime/table.ts';
import { drainOf } from './drain-of.ts';
import { ingress, ingressRef } from './samples.ts';
import { testPorts, testWorld } from './world.ts';

const host = 'app.example.com';

describe('walking over a cluster', () => {
  it('meets every object and every host of a site, page by page', async () => {
    const world = await testWorld();
    await world.readZones();
    const keys = Array.from({ length: 7 }, (_, index) => `shop/n${index}`);
    await world.walk(keys.map((key, index) => ingress(key, [`h${index}.example.com`])));
    await world.settle();
    const capability = claimsCapability(testPorts());
    const drain = await drainOf(world.table);
    for (const limit of [1, 2, 3, 100]) {
      const seen: string[] = [];
      for (let after: string | undefined, left = 200; left > 0; left -= 1) {
        const page = await capability.keysAfter(drain, after, limit);
        seen.push(...page.keys);
        after = page.after;
        if (after === undefined) break;
      }
      expect(seen.filter((key) => key.startsWith('object:networking.k8s.io/Ingress:'))).toEqual(
        keys.map((key) => `object:networking.k8s.io/Ingress:${key}`),
      );
      expect(seen.filter((key) => key.startsWith('host:'))).toEqual(
        keys.map((_, index) => `host:h${index}.example.com`),
      );
      expect(new Set(seen).size).toBe(seen.length);
    }
  });
});

describe('taking a key apart', () => {
  it('gives the objects that a message names', async () => {
    const world = await testWorld();
    await world.say('shop/a', ingress('shop/a', [host]));
    const [message] = await world.table.query(inboxRows('demo'));
    const capability = claimsCapability(testPorts());
    const drain = await drainOf(world.table);
    const parts = await capability.split?.(drain, `inbox:${message?.key.sk}`);
    expect(parts).toEqual(['object:networking.k8s.io/Ingress:shop/a']);
    expect(await capability.split?.(drain, 'inbox:none')).toEqual([]);
    expect(await capability.split?.(drain, `host:${host}`)).toEqual([]);
  });

  it('gives what a walk does not name, too, as long as that is not settled', async () => {
    const world = await testWorld();
    for (const key of ['shop/a', 'shop/b']) await world.say(key, ingress(key, [host]));
    await world.settle();
    const [settled] = await world.table.query(objectsOf(ingressRef('')));
    if (settled === undefined) throw new Error('nothing was stored');
    const gone = { ...settled.row, gone: true, marker: world.marker() };
    await world.table.transact([put(objectKey(gone.ref), gone)]);
    await world.walk([]);
    const walks = await world.table.query(inboxRows('demo'));
    const drain = await drainOf(world.table);
    const capability = claimsCapability(testPorts());
    const parts = await Promise.all(walks.map(({ key }) => capability.split?.(drain, `inbox:${key.sk}`)));
    const ingresses = parts.flatMap((part) => part ?? []).filter((part) => part.includes('/Ingress:'));
    expect(ingresses).toEqual([objectItem(gone.ref)]);
  });

  it('gives the objects that wait for a zone', async () => {
    const world = await testWorld();
    await world.say('shop/a', ingress('shop/a', [host]));
    await world.settle();
    const capability = claimsCapability(testPorts());
    expect(await capability.split?.(await drainOf(world.table), 'zone:Z1')).toEqual([
      'object:networking.k8s.io/Ingress:shop/a',
    ]);
  });
});
