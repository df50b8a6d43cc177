import { describe, expect, it } from 'vitest';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { Table } from '#shared/runtime/table.ts';
import { wishFor } from '../dns/world-sites.ts';
import { watch } from './sites.ts';
import { monitorsWorld } from './world.ts';

/** The same table, which does not take what is kept of a list. */
const withoutLists = (table: Table): Table => ({
  get: (key) => table.get(key),
  getMany: (keys) => table.getMany(keys),
  query: (partition, range) => table.query(partition, range),
  incarnation: () => table.incarnation(),
  async transact(actions) {
    if (actions.some(({ key }) => key.pk.startsWith('listed#'))) throw new RetryableError('the table is busy');
    await table.transact(actions);
  },
});

describe('a list of the account', () => {
  it('that could not be kept is not believed', async () => {
    const world = await monitorsWorld();
    await world.write('a.example.com');
    await world.settle();
    world.clock.advance(70_000);
    await world.drain(withoutLists(world.table)).catch(() => undefined);
    await world.write('b.example.com');
    await world.settle();
    expect(world.monitors().map((one) => one.split(' ')[0])).toEqual(['a.example.com', 'b.example.com']);
  });

  it('that still shows what was deleted with its site is not believed when that comes back', async () => {
    const world = await monitorsWorld({ policy: { afterRelease: 'immediately' } });
    await world.write('a.example.com');
    await world.settle(70_000);
    await world.write('a.example.com', { state: 'dying' });
    await world.settle(1_000);
    await world.forget('a.example.com');
    await world.write('b.example.com', {}, 'Unknown');
    await world.settle(1_000);
    expect(world.monitors()).toEqual([]);
    await world.write('a.example.com');
    await world.settle(10_000);
    expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ STARTED']);
  });

  it('that still shows what was deleted has nothing deleted or made once more', async () => {
    const world = await monitorsWorld();
    await world.write('a.example.com');
    await world.settle(120_000);
    const keyword = { text: 'Welcome', caseSensitive: true, downWhile: 'absent' } as const;
    await world.write('a.example.com', { wish: wishFor({ monitor: watch({ keyword }) }) });
    await world.settle(300_000);
    expect(world.account.calls()).toMatchObject({ 'POST /monitors': 2, 'DELETE /monitors/{id}': 1 });
  });
});
