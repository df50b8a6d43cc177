import { describe, expect, it } from 'vitest';
import { decideAndWrite } from '../../../functions/claims/apply.ts';
import { openClaimsDrain } from '../../../functions/claims/claims-drain.ts';
import { claimsCapability } from '../../../functions/claims/handler.ts';
import { claimsLimit } from '../../../functions/claims/hosts/claim-set.ts';
import { objectItem } from '../../../shared/rows/claims-keys.ts';
import { inboxRows, objectKey, objectsOf, type SettledClaim } from '../../../shared/rows/object-rows.ts';
import { hostKey } from '../../../shared/rows/site-rows.ts';
import type { Drain } from '../../../shared/runtime/capability.ts';
import { readConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { check, put, type Table } from '../../../shared/runtime/table.ts';
import { ingress, ingressRef, testConfiguration, testPorts, testWorld } from './world.ts';

const host = 'app.example.com';

/** Both edges of one class, so that every object claims two sites. */
function twoViews() {
  const configuration = testConfiguration();
  return { ...configuration, edges: configuration.edges.map((edge) => ({ ...edge, classes: ['public'] })) };
}

describe('a host that many claim', () => {
  it('holds as many claims as fit its transactions, and gives a free place to one that waits', async () => {
    const world = await testWorld(twoViews());
    await world.readZones();
    const keys = Array.from({ length: claimsLimit / 2 + 5 }, (_, index) => `shop/n${String(index).padStart(3, '0')}`);
    await world.walk(keys.map((key) => ingress(key, [host])));
    await world.settle();
    const verdicts = async () => {
      const rows = await Promise.all(keys.map((key) => world.object(key)));
      const claims = rows.flatMap((row): readonly SettledClaim[] => row?.claims ?? []);
      return Object.entries(Object.groupBy(claims, ({ verdict, reason }) => `${verdict} ${reason}`)).map(
        ([name, list]) => [name, list?.length],
      );
    };
    expect(Object.fromEntries(await verdicts())).toEqual({
      'holder Accepted': 2,
      'compatible Accepted': claimsLimit - 2,
      'refused TooManyClaims': 10,
    });
    await world.keepZone(host);

    await world.say('shop/n000', undefined);
    await world.settle();
    expect((await world.site(host))?.holder).toEqual(ingressRef('shop/n001'));
    expect(Object.fromEntries(await verdicts())).toEqual({
      'holder Accepted': 2,
      'compatible Accepted': claimsLimit - 2,
      'refused TooManyClaims': 8,
    });
  });

  it('wakes all whose verdict changes when another namespace gets the host', async () => {
    const world = await testWorld(twoViews());
    await world.readZones();
    await world.walk([ingress('shop/web', [host])]);
    await world.settle();
    await world.keepZone(host);
    const late = Array.from({ length: 29 }, (_, index) => `blog/n${String(index).padStart(3, '0')}`);
    await world.walk(['shop/web', ...late].map((key) => ingress(key, [host])));
    await world.settle();
    expect((await world.object('blog/n028'))?.claims[0]).toMatchObject({ verdict: 'refused' });
    await world.walk(late.map((key) => ingress(key, [host])));
    await world.settle();
    world.clock.advance(120_000);
    await world.settle();
    expect((await world.site(host))?.holder).toEqual(ingressRef('blog/n000'));
    for (const key of late.slice(1))
      expect((await world.object(key))?.claims[0]).toMatchObject({ verdict: 'compatible' });
  });
});

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

describe('a cluster that is no longer configured', () => {
  it('stands still until it is again', async () => {
    const world = await testWorld();
    await world.readZones();
    await world.walk([ingress('shop/a', [host])]);
    await world.settle();
    const before = await world.site(host);
    await world.say('shop/a', undefined);
    await world.configure({ ...testConfiguration(), clusters: [] });
    await world.settle();
    expect(await world.site(host)).toEqual(before);
    await world.configure(testConfiguration());
    await world.settle();
    expect((await world.site(host))?.release).toBeDefined();
  });
});

describe('two who decide about one host at the same time', () => {
  it('end as if one had come after the other', async () => {
    const world = await testWorld();
    await world.readZones();
    const drain = await drainOf(world.table);
    let first = true;
    const disturbed: Table = {
      ...bound(world.table),
      async transact(actions) {
        if (first) {
          first = false;
          await world.table.transact([put(hostKey(host), { host, holders: ['demo/other'], version: 7 })]);
        }
        await world.table.transact(actions);
      },
    };
    const wishes = {
      wishes: [
        {
          site: { host, view: 'public', setIdentifier: '' },
          wish: { edge: 'public', zone: 'Z1', ttlSeconds: 300, ownerId: 'demo', resource: 'ingress/shop/web' },
        },
      ],
      refused: [],
      skipped: [],
      keepOthers: false,
    } as const;
    const row = { ref: ingressRef('shop/web'), marker: 'm', gone: false, claims: [], skipped: [], hosts: [] };
    const decision = await decideAndWrite(await openClaimsDrain({ ...drain, table: disturbed }, testPorts()), host, {
      objects: [{ row, wishes }],
      mayRelease: new Map(),
      look: false,
    });
    expect(decision.holders).toEqual(['demo/shop']);
    expect((await world.host(host))?.version).toBeGreaterThan(7);
  });
});

const bound = (table: Table): Table => ({
  get: (key) => table.get(key),
  getMany: (keys) => table.getMany(keys),
  query: (partition, range) => table.query(partition, range),
  transact: (actions) => table.transact(actions),
  incarnation: () => table.incarnation(),
});

/** A drain outside the runtime, for what needs no lease. */
async function drainOf(table: Table): Promise<Drain> {
  const configuration = await readConfiguration(table);
  if (configuration === undefined) throw new Error('no configuration');
  return {
    lane: 'claims:demo',
    table,
    configuration,
    incarnation: 'incarnation-1',
    keys: [],
    behind: false,
    now: () => 1_000,
    fence: check({ pk: 'nobody', sk: 'nobody' }, 'absent'),
    assertHeld: async () => {},
    hasTime: () => true,
    enqueue: async () => [],
  };
}
