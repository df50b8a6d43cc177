import { describe, expect, it } from 'vitest';
import { shardName } from '../../../shared/events/status.ts';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { testConfiguration } from '../claims/samples.ts';
import { statusWorld } from './world.ts';

const ready = { type: 'DnsReady', status: 'True', reason: 'InSync', message: '', since: '' } as const;
const refused = {
  host: 'b.example.com',
  view: 'public',
  setIdentifier: '',
  verdict: 'refused',
  reason: 'HostTaken',
  message: 'taken',
} as const;

describe('the status of a cluster', () => {
  it('says of each site how far it got, and of each object what is not served', async () => {
    const world = await statusWorld();
    await world.site('a.example.com', [ready]);
    await world.site('new.example.com');
    await world.object('other/web', { claims: [refused], skipped: [{ reason: 'InvalidHost', message: 'no' }] });
    await world.object('well/web');
    await world.settle();
    expect([...world.shown().keys()].sort()).toEqual(['a.example.com/public', 'new.example.com/public', 'other/web']);
    expect(world.shown().get('a.example.com/public')).toMatchObject({
      source: { kind: 'Ingress', key: 'shop/web' },
      edge: 'public',
      conditions: [
        { type: 'Ready', status: 'True', reason: 'Ready' },
        { type: 'Accepted', status: 'True' },
        { type: 'DnsReady', status: 'True', reason: 'InSync' },
      ],
    });
    expect(world.shown().get('new.example.com/public')).toMatchObject({
      conditions: [{ type: 'Ready', status: 'Unknown', reason: 'Waiting' }, {}, {}],
    });
    expect(world.shown().get('other/web')).toMatchObject({
      refused: [{ reason: 'HostTaken' }],
      skipped: [{ reason: 'InvalidHost' }],
    });
  });

  it.each([
    ['gone', (world: World) => world.noSite('a.example.com')],
    ['another cluster’s', (world: World) => world.site('a.example.com', [], { cluster: 'other' })],
    ['on its way out', (world: World) => world.site('a.example.com', [ready], { state: 'dying' })],
  ])('a site that is %s is not shown any more', async (_, change) => {
    const world = await statusWorld();
    await world.site('a.example.com', [ready]);
    await world.settle();
    await change(world);
    await world.settle();
    expect(world.shown().size).toBe(0);
  });

  it('writes one shard and the index for a change, and nothing when nothing changed', async () => {
    const world = await statusWorld();
    await world.site('a.example.com');
    await world.site('b.example.com');
    await world.settle();
    const puts = () => world.bucket.model.calls().PutObject ?? 0;
    const before = puts();
    await world.site('a.example.com', [ready]);
    await world.settle();
    expect(puts() - before).toBe(2);
    await world.site('a.example.com', [ready]);
    await world.settle();
    expect(puts() - before).toBe(2);
  });

  it('echoes the greatest epoch that was heard', async () => {
    const world = await statusWorld();
    await world.hear('1700000000000-aaaa');
    await world.settle();
    expect(world.index()?.epoch).toBe('1700000000000-aaaa');
    await world.hear('1700000000001-bbbb');
    await world.settle();
    expect(world.index()?.epoch).toBe('1700000000001-bbbb');
  });

  it('mends what somebody broke in the bucket with the next walk', async () => {
    const world = await statusWorld();
    for (const host of ['a', 'b', 'c', 'd']) await world.site(`${host}.example.com`);
    await world.settle();
    const whole = world.shown();
    const [shard = ''] = Object.keys(world.index()?.shards ?? {});
    world.bucket.model.remove(shardName('demo', shard));
    const other = Object.keys(world.index()?.shards ?? {})[1] ?? '';
    const name = shardName('demo', other);
    await world.bucket.write(name, '{"broken', (await world.bucket.read(name))?.etag);
    await writeConfiguration(world.table, testConfiguration());
    await world.settle();
    expect(world.shown()).toEqual(whole);
  });

  it('fills a bucket that somebody emptied, whatever asked', async () => {
    const world = await statusWorld();
    for (const host of ['a', 'b', 'c', 'd']) await world.site(`${host}.example.com`);
    await world.settle();
    const whole = world.shown();
    for (const name of world.bucket.model.contents().keys()) world.bucket.model.remove(name);
    await world.hear('1700000000000-aaaa');
    await world.settle();
    expect(world.shown()).toEqual(whole);
  });

  it('looks at every site of a host at once', async () => {
    const world = await statusWorld();
    await world.site('a.example.com');
    await world.settle();
    await world.dnsSays('a.example.com', ready);
    await world.settle();
    expect(world.shown().get('a.example.com/public')).toMatchObject({ conditions: [{ status: 'True' }, {}, {}] });
  });

  it('looks at all of a shard that was found missing, whatever asked', async () => {
    const world = await statusWorld();
    const hosts = Array.from({ length: 200 }, (_, at) => `h${at}.example.com`);
    for (const host of hosts) await world.site(host);
    await world.settle();
    const whole = world.shown();
    for (const shard of Object.keys(world.index()?.shards ?? {})) world.bucket.model.remove(shardName('demo', shard));
    await world.site('h0.example.com', [ready]);
    await world.settle();
    expect([...world.shown().keys()].sort()).toEqual([...whole.keys()].sort());
  });

  it('lets a cluster that left the configuration stand still', async () => {
    const world = await statusWorld();
    await world.site('a.example.com');
    await world.settle();
    const before = world.bucket.model.contents();
    await writeConfiguration(world.table, { ...testConfiguration(), clusters: [] });
    await world.noSite('a.example.com');
    await world.settle();
    expect(world.bucket.model.contents()).toEqual(before);
    await writeConfiguration(world.table, testConfiguration());
    await world.settle();
    expect(world.shown().size).toBe(0);
  });
});

type World = Awaited<ReturnType<typeof statusWorld>>;
