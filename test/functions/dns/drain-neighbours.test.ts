import { describe, expect, it } from 'vitest';
import { configuration, openWorld } from './world.ts';
import { wishFor } from './world-sites.ts';

const heritage = (owner: string): string =>
  `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/shop/shop"`;
const a = (Name: string, Value = '192.0.2.77') => ({ Name, Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value }] });
const txt = (Name: string, Value: string) => ({ Name, Type: 'TXT' as const, TTL: 300, ResourceRecords: [{ Value }] });

describe('names that are easily mistaken', () => {
  it.each([
    ['before ours came', [a('a-shop.example.com', '198.51.100.9')]],
    [
      'with the mark of ours in the zone',
      [
        a('a-shop.example.com', '198.51.100.9'),
        a('shop.example.com', '192.0.2.1'),
        txt('a-shop.example.com', heritage('demo')),
      ],
    ],
  ])('a record at the TXT name of one of ours is not ours: %s', async (_when, records) => {
    const world = await openWorld({ records });
    await world.write('shop.example.com');
    await world.settle();
    const before = world.records();
    await world.write('a-shop.example.com', {
      wish: wishFor({ resource: 'ingress/other/other', target: { kind: 'addresses', addresses: ['192.0.2.66'] } }),
    });
    await world.settle();
    expect(world.records()).toEqual(before);
    expect(before).toContain('A a-shop.example.com. 198.51.100.9');
    expect(before).toContain(`TXT a-shop.example.com. ${heritage('demo')}`);
    expect(await world.condition('a-shop.example.com')).toBe('False/NameTaken');
  });
});

describe('a record of another cluster of ours', () => {
  const two = {
    ...configuration,
    clusters: [...configuration.clusters, { name: 'other', ownerId: 'other', ephemeral: [] }],
  };
  const mark = (owner: string) => `TXT a-shop.example.com. ${heritage(owner)}`;

  it.each([['live'], ['dying']] as const)('is left alone by a %s site that never stood there', async (state) => {
    const records = [a('shop.example.com', '203.0.113.7'), txt('a-shop.example.com', heritage('other'))];
    const world = await openWorld({ configuration: two, records });
    await world.write('shop.example.com');
    if (state === 'dying') await world.write('shop.example.com', { state });
    await world.settle();
    expect(world.records()).toEqual([mark('other'), 'A shop.example.com. 203.0.113.7']);
    if (state === 'live') expect(await world.condition('shop.example.com')).toBe('False/NameTaken');
  });

  it('goes with its site to the cluster that the site was handed over to', async () => {
    const world = await openWorld({ configuration: two });
    await world.write('shop.example.com');
    await world.settle();
    const target = { kind: 'addresses', addresses: ['203.0.113.7'] } as const;
    await world.write('shop.example.com', { wish: wishFor({ ownerId: 'other', target }) });
    await world.settle();
    expect(world.records()).toEqual([mark('other'), 'A shop.example.com. 203.0.113.7']);
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
  });

  it('goes with its site from a cluster that is not configured any more', async () => {
    const world = await openWorld({ configuration: two });
    await world.write('shop.example.com', { wish: wishFor({ ownerId: 'gone' }) });
    await world.settle();
    expect(world.records()).toContain(mark('gone'));
    const target = { kind: 'addresses', addresses: ['203.0.113.7'] } as const;
    await world.write('shop.example.com', { wish: wishFor({ ownerId: 'other', target }) });
    await world.settle();
    expect(world.records()).toEqual([mark('other'), 'A shop.example.com. 203.0.113.7']);
  });
});

describe('a CNAME at the TXT name of another one', () => {
  const cname = wishFor({ target: { kind: 'name', name: 'evil.example.org' }, resource: 'ingress/other/other' });
  const standing = 'CNAME a-shop.example.com. evil.example.org';
  const ResourceRecords = [{ Value: 'evil.example.org' }];
  const foreign = { Name: 'a-shop.example.com', Type: 'CNAME' as const, TTL: 60, ResourceRecords };

  it.each([
    ['of ours, there before', 'before'],
    ['of ours, wished in the same drain', 'together'],
    ['of somebody else', 'foreign'],
    ['whose meeting lost its answer', 'lost'],
  ])('keeps nobody from its name: %s', async (_whose, when) => {
    const isForeign = when === 'foreign' || when === 'lost';
    let lost = false;
    const world = await openWorld({
      records: isForeign ? [foreign] : [],
      faults: ({ method, body }) => {
        if (when !== 'lost' || lost || method !== 'POST' || !body.includes('_fl-')) return undefined;
        lost = true;
        return { after: { status: 0, headers: {}, body: '' } };
      },
    });
    if (!isForeign) await world.write('a-shop.example.com', { wish: cname });
    if (when === 'before') await world.settle();
    await world.write('shop.example.com');
    await world.settle(undefined, 20);
    world.clock.advance(120_000);
    await world.settle();
    expect(lost).toBe(when === 'lost');
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
    expect(world.records()).toContain(standing);
    expect(world.records()).toContainEqual(expect.stringMatching(/^TXT _fl-.*firstlight\/name=shop\.example\.com,/));
    await world.write('shop.example.com', { state: 'dying' });
    await world.settle();
    const rest = isForeign ? [] : [expect.stringMatching(/^TXT cname-a-shop\.example\.com\. /)];
    expect(world.records()).toEqual([standing, ...rest]);
  });

  it('is refused itself where the mark was first', async () => {
    const world = await openWorld();
    await world.write('shop.example.com');
    await world.settle();
    await world.write('a-shop.example.com', { wish: cname });
    await world.settle();
    expect(await world.condition('a-shop.example.com')).toBe('False/NameTaken');
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
  });
});
