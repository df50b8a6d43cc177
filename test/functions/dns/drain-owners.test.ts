import { describe, expect, it } from 'vitest';
import { openWorld, type World, zone } from './world.ts';
import { wishFor } from './world-sites.ts';

const heritage = (owner: string): string =>
  `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/shop/shop"`;
const a = (Name: string, Value = '192.0.2.77') => ({ Name, Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value }] });
const txt = (Name: string, Value: string) => ({ Name, Type: 'TXT' as const, TTL: 300, ResourceRecords: [{ Value }] });

async function openRead(): Promise<World> {
  const world = await openWorld();
  await world.write('first.example.com');
  await world.drain();
  world.clock.advance(1000);
  return world;
}

describe('names of somebody else', () => {
  it.each(['shop.example.com', '*.example.com', 'example.com'])('%s without ownership is left alone', async (host) => {
    const world = await openWorld({ records: [a(host)] });
    const before = world.records();
    await world.write(host);
    await world.settle();
    expect(world.records()).toEqual(before);
    expect(await world.condition(host)).toBe('False/NameTaken');
    expect((await world.items('dns:Z1')).map(({ dueMs }) => dueMs > world.clock.now() + 3_000_000)).toEqual([true]);
  });

  it('a record of another owner is left alone without trying', async () => {
    const records = [a('shop.example.com'), txt('a-shop.example.com', heritage('other'))];
    const world = await openWorld({ records });
    const before = world.records();
    await world.write('shop.example.com');
    await world.settle();
    expect(world.records()).toEqual(before);
    expect(await world.condition('shop.example.com')).toBe('False/NameTaken');
    expect(world.calls().ChangeResourceRecordSets).toBeUndefined();
    expect(await world.owned()).toMatchObject([{ ownerId: 'other' }]);
  });

  it('an ownership TXT of another owner blocks the name', async () => {
    const world = await openWorld({ records: [txt('a-shop.example.com', heritage('other'))] });
    await world.write('shop.example.com');
    await world.settle();
    expect(world.records()).toEqual([`TXT a-shop.example.com. ${heritage('other')}`]);
    expect(await world.condition('shop.example.com')).toBe('False/NameTaken');
  });

  it('an MX beside an A is fine, a CNAME beside an MX is not', async () => {
    const mx = {
      Name: 'shop.example.com',
      Type: 'MX' as const,
      TTL: 60,
      ResourceRecords: [{ Value: '10 mail.example.net' }],
    };
    const world = await openWorld({ records: [mx, { ...mx, Name: 'www.example.com' }] });
    await world.write('shop.example.com');
    await world.write('www.example.com', { wish: wishFor({ target: { kind: 'name', name: 'lb.example.net' } }) });
    await world.settle();
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
    expect(await world.condition('www.example.com')).toBe('False/NameTaken');
  });
});

describe('what changed behind our back', () => {
  const edit = async (world: World, changes: Parameters<World['zones']['change']>[1]) => {
    await world.zones.change(zone.id, changes);
    world.clock.advance(1000);
  };
  const record = { name: 'first.example.com', type: 'A', ttl: 300, values: ['192.0.2.1'] } as const;
  const mark = { name: 'a-first.example.com', type: 'TXT', ttl: 300, values: [heritage('demo')] } as const;
  const moveTo = (address: string) => ({ wish: wishFor({ target: { kind: 'addresses', addresses: [address] } }) });

  it('a record whose TXT is gone is left alone, and comes back to us with it', async () => {
    const world = await openRead();
    await world.settle();
    await edit(world, [{ action: 'DELETE', record: mark }]);
    await world.write('first.example.com', moveTo('192.0.2.2'));
    await world.settle();
    expect(world.records()).toEqual(['A first.example.com. 192.0.2.1']);
    expect(await world.condition('first.example.com')).toBe('False/OwnershipLost');
    await edit(world, [{ action: 'CREATE', record: mark }]);
    world.clock.advance(3_600_000);
    await world.settle();
    expect(world.records()).toEqual([`TXT a-first.example.com. ${heritage('demo')}`, 'A first.example.com. 192.0.2.2']);
  });

  it('both gone is drift: created anew', async () => {
    const world = await openRead();
    await world.settle();
    await edit(
      world,
      [record, mark].map((each) => ({ action: 'DELETE', record: each })),
    );
    await world.write('first.example.com', moveTo('192.0.2.2'));
    await world.settle();
    expect(world.records()).toEqual([`TXT a-first.example.com. ${heritage('demo')}`, 'A first.example.com. 192.0.2.2']);
  });

  it('a record edited by hand is changed from what it is now', async () => {
    const world = await openRead();
    await world.settle();
    await edit(world, [
      { action: 'DELETE', record },
      { action: 'CREATE', record: { ...record, values: ['203.0.113.5'] } },
    ]);
    await world.write('first.example.com', moveTo('192.0.2.2'));
    await world.settle();
    expect(world.records()).toContain('A first.example.com. 192.0.2.2');
  });

  it('a dying site whose record was taken over leaves it and goes', async () => {
    const world = await openRead();
    await world.settle();
    await edit(world, [
      { action: 'DELETE', record: mark },
      { action: 'CREATE', record: { ...mark, values: [heritage('other')] } },
    ]);
    await world.write('first.example.com', { state: 'dying' });
    await world.settle('dns:Z1', 62);
    expect(world.records()).toHaveLength(2);
    expect(await world.lane('first.example.com')).toBeUndefined();
  });
});
