import { describe, expect, it } from 'vitest';
import { type HistoryRow, historyRows } from '#shared/rows/safety-rows.ts';
import { configuration, openWorld, type World } from './world.ts';
import { wishFor } from './world-sites.ts';

const alias = { dnsName: 'lb.example.net', hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true };
const aliasTo = (dnsName: string) =>
  wishFor({ target: { kind: 'alias', alias: { ...alias, dnsName }, dualStack: false } });

async function history(world: World): Promise<readonly HistoryRow[]> {
  const day = new Date(world.clock.now()).toISOString().slice(0, 10);
  return (await world.table.query(historyRows(day))).map(({ row }) => row);
}
const lines = async (world: World): Promise<readonly string[]> =>
  (await history(world)).map(({ action, before = '', after = '', why }) => `${action}: ${before} => ${after}: ${why}`);

describe('the history', () => {
  it('tells every change: from what, to what, why, for which object', async () => {
    const world = await openWorld();
    await world.write('x.example.com');
    await world.settle();
    await world.write('x.example.com', { wish: aliasTo('one.eu-central-1.elb.amazonaws.com') });
    await world.settle();
    await world.write('x.example.com', {
      wish: { ...aliasTo('one.eu-central-1.elb.amazonaws.com'), resource: 'ingress/shop/b' },
    });
    await world.settle();
    const message = 'no claim of its holder asks for it any more';
    const release = { id: 'r', dueMs: 0, sinceMs: 0, reason: 'Releasing', message } as const;
    await world.write('x.example.com', { state: 'dying', release });
    await world.settle();
    const mark = (resource: string) =>
      `TXT a-x.example.com "heritage=external-dns,external-dns/owner=demo,external-dns/resource=${resource}"`;
    const name = 'A alias → one.eu-central-1.elb.amazonaws.com';
    expect(await lines(world)).toEqual([
      'create:  => A 192.0.2.1 ttl 300: wished by ingress/shop/shop',
      `change: A 192.0.2.1 ttl 300 => ${name}: the wish or what stood in the zone had changed`,
      `change: ${mark('ingress/shop/shop')} => ${mark('ingress/shop/b')}: taken over from ingress/shop/shop`,
      `delete: ${name} => : ${message}`,
    ]);
    const [first] = await history(world);
    expect(first).toMatchObject({ host: 'x.example.com', where: 'zone:example.com', by: 'Ingress/shop/shop' });
  });

  it('a move between zones is two changes, the second with where it went', async () => {
    const world = await openWorld();
    await world.write('a.shop.example.com');
    await world.settle();
    await world.write('a.shop.example.com', { wish: wishFor({ zone: 'Z2' }) });
    await world.settle('dns:Z2');
    await world.settle();
    const rows = await history(world);
    expect(rows.map(({ where, action, why }) => [where, action, why])).toEqual([
      ['zone:example.com', 'create', 'wished by ingress/shop/shop'],
      ['zone:shop.example.com', 'create', 'wished by ingress/shop/shop'],
      ['zone:example.com', 'delete', 'moved to zone shop.example.com'],
    ]);
  });

  it.each(['before', 'after'] as const)('one row, also where the answer was lost %s the change', async (when) => {
    let broken = false;
    const noAnswer = { status: 0, headers: {}, body: '' };
    const faults = (request: { readonly method: string }) => {
      if (broken || request.method !== 'POST') return undefined;
      broken = true;
      return when === 'before' ? noAnswer : { after: noAnswer };
    };
    const world = await openWorld({ faults });
    await world.write('x.example.com');
    await world.settle('dns:Z1', 65);
    const found =
      when === 'before'
        ? 'wished by ingress/shop/shop'
        : 'wished by ingress/shop/shop; found done when the zone was read again';
    expect(await lines(world)).toEqual([`create:  => A 192.0.2.1 ttl 300: ${found}`]);
  });

  it('also of what a drain had done that died before it could write', async () => {
    const world = await openWorld();
    await world.write('x.example.com');
    await world.drain();
    world.clock.advance(1000);
    const { record, ownership } = recordsOf('x.example.com');
    await world.zones.change(
      'Z1',
      [record, ownership].map((each) => ({ action: 'CREATE', record: each })),
    );
    await world.settle();
    expect(await lines(world)).toEqual([
      'create:  => A 192.0.2.1 ttl 300: wished by ingress/shop/shop; found done when the zone was read again',
    ]);
  });

  it('is silent where nothing was changed: equal, observed, refused, somebody else’s', async () => {
    const taken = {
      Name: 'taken.example.com',
      Type: 'A' as const,
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.77' }],
    };
    const world = await openWorld({ records: [taken], configuration: { ...configuration, mode: 'observe' } });
    await world.write('taken.example.com');
    await world.write('x.example.com');
    await world.settle();
    await world.configure(configuration);
    await world.write('bad.example.com', { wish: wishFor({ ttlSeconds: 2 ** 32 }) });
    await world.settle();
    await world.configure({ ...configuration });
    await world.settle();
    expect((await history(world)).map(({ host }) => host)).toEqual(['x.example.com']);
  });
});

function recordsOf(host: string) {
  const value = '"heritage=external-dns,external-dns/owner=demo,external-dns/resource=ingress/shop/shop"';
  return {
    record: { name: host, type: 'A', ttl: 300, values: ['192.0.2.1'] },
    ownership: { name: `a-${host}`, type: 'TXT', ttl: 300, values: [value] },
  } as const;
}
