import { describe, expect, it } from 'vitest';
import { ownedKey } from '#shared/rows/zone-rows.ts';
import { remove } from '#shared/runtime/table.ts';
import { type RestorableTable, restorableTable, type Snapshot } from '../../support/restorable-table.ts';
import { walked } from './walked.ts';
import { configuration, openWorld, type World } from './world.ts';
import { wishFor } from './world-sites.ts';

const moveTo = (address: string) => ({ wish: wishFor({ target: { kind: 'addresses', addresses: [address] } }) });
const host = 'x.example.com';
const record = { name: host, type: 'A', ttl: 300, values: ['192.0.2.1'] } as const;
const value = '"heritage=external-dns,external-dns/owner=demo,external-dns/resource=ingress/shop/shop"';
const mark = { name: `a-${host}`, type: 'TXT', ttl: 300, values: [value] } as const;

type Restorable = World & { readonly table: RestorableTable };

async function standing(): Promise<Restorable> {
  const table = restorableTable();
  const world = await openWorld({ table });
  await world.write(host);
  await world.settle();
  return { ...world, table };
}

const restore = (world: Restorable, snapshot: Snapshot) =>
  world.table.restore(snapshot).then(() => world.configure(configuration));

/** Time passes and the lane is drained as after a restore: nobody has written an item. */
const live = async (world: World, seconds = 20): Promise<void> => world.settle('dns:Z1', seconds);

describe('a lost table', () => {
  it('finds ownership again in the zone and changes nothing that is as wished', async () => {
    const world = await standing();
    const [before, changes] = [world.records(), world.calls().ChangeResourceRecordSets];
    await world.table.lose();
    await world.configure(configuration);
    await world.write(host);
    await live(world);
    expect(world.records()).toEqual(before);
    expect(world.calls().ChangeResourceRecordSets).toBe(changes);
    expect(await world.condition(host)).toBe('True/InSync');
    expect(await world.owned()).toMatchObject([{ ownerId: 'demo', resource: 'ingress/shop/shop' }]);
  });

  it('leaves alone what nobody asks for', async () => {
    const world = await standing();
    const before = world.records();
    await world.table.lose();
    await world.configure(configuration);
    await world.write('y.example.com');
    await live(world);
    expect(world.records()).toEqual(expect.arrayContaining([...before]));
  });

  it('a CREATE that is refused because ours already stands is recognised as ours', async () => {
    const world = await standing();
    await world.table.transact([remove(ownedKey('Z1', record))]);
    await world.write(host);
    await live(world, 65);
    expect(await world.condition(host)).toBe('True/InSync');
    expect(await world.owned()).toHaveLength(1);
    expect(world.records()).toHaveLength(2);
  });
});

describe('a restored table', () => {
  it('whose zone equals the wishes: everything is looked at, nothing is written', async () => {
    const world = await standing();
    const [before, changes, lists] = [world.records(), world.calls().ChangeResourceRecordSets, world.calls()];
    await world.table.restore(world.table.snapshot());
    await live(world);
    expect(world.records()).toEqual(before);
    expect(world.calls().ChangeResourceRecordSets).toBe(changes);
    expect(world.calls().ListResourceRecordSets).toBeGreaterThan(lists.ListResourceRecordSets ?? 0);
    expect(await world.condition(host)).toBe('True/InSync');
  });

  it('a site that was going, and has come back since, stays', async () => {
    const world = await standing();
    await world.write(host, { state: 'dying' });
    const snapshot = world.table.snapshot();
    await world.write(host, { state: 'live' });
    await live(world);
    await restore(world, snapshot);
    await live(world, 300);
    expect(world.records()).toHaveLength(2);
    expect(await world.condition(host)).toBe('True/Waiting');
    await walked(world, { except: '/Service' });
    await live(world);
    expect(world.records()).toHaveLength(2);
    // What claims finds out by the walk.
    await world.write(host, { state: 'live' });
    await walked(world);
    await live(world);
    expect(world.records()).toHaveLength(2);
    expect(await world.condition(host)).toBe('True/InSync');
  });

  it('does not go back to an older wish', async () => {
    const world = await standing();
    const snapshot = world.table.snapshot();
    await world.write(host, moveTo('192.0.2.9'));
    await live(world);
    await restore(world, snapshot);
    await live(world, 60);
    expect(world.records()).toContain('A x.example.com. 192.0.2.9');
    await world.write(host, moveTo('192.0.2.9'));
    await walked(world);
    await live(world);
    expect(world.records()).toContain('A x.example.com. 192.0.2.9');
    expect(await world.condition(host)).toBe('True/InSync');
    expect(world.calls().ChangeResourceRecordSets).toBe(2);
  });

  it('sees what was edited, deleted and created meanwhile', async () => {
    const world = await standing();
    await world.write('deleted.example.com');
    await live(world);
    const snapshot = world.table.snapshot();
    await world.write('newer.example.com');
    await live(world);
    const deleted = { ...record, name: 'deleted.example.com' };
    await world.zones.change('Z1', [
      { action: 'DELETE', record },
      { action: 'CREATE', record: { ...record, values: ['203.0.113.5'] } },
      { action: 'DELETE', record: deleted },
      { action: 'DELETE', record: { ...mark, name: 'a-deleted.example.com' } },
    ]);
    await restore(world, snapshot);
    await live(world);
    expect(world.records()).toContain('A x.example.com. 203.0.113.5');
    await walked(world);
    await world.write('newer.example.com');
    await live(world);
    const addresses = world.records().filter((text) => text.startsWith('A '));
    expect(addresses).toEqual([
      'A deleted.example.com. 192.0.2.1',
      'A newer.example.com. 192.0.2.1',
      'A x.example.com. 192.0.2.1',
    ]);
    expect(await world.condition('newer.example.com')).toBe('True/InSync');
  });
});
