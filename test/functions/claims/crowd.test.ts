import { describe, expect, it } from 'vitest';
import { openClaimsDrain } from '../../../functions/claims/claims-drain.ts';
import { claimsLimit } from '../../../functions/claims/hosts/claim-set.ts';
import { decideAndWrite } from '../../../functions/claims/settle/apply.ts';
import type { SettledClaim } from '../../../shared/rows/object-rows.ts';
import { hostKey } from '../../../shared/rows/site-rows.ts';
import { put, type Table } from '../../../shared/runtime/table.ts';
import { drainOf } from './drain-of.ts';
import { ingress, ingressRef, testConfiguration } from './samples.ts';
import { testPorts, testWorld } from './world.ts';

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
      ...world.table,
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
