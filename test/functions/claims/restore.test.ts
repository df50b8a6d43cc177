import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { restorableTable } from '../../support/restorable-table.ts';
import { guardedWorld, keyOf, minute, nameOf, numbers } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

const all = (from: number, to: number) => numbers(from, to).map((index) => ingress(keyOf(index), [nameOf(index)]));

/** Ten names whose records stand, in a table that can be set back. */
async function tenNames() {
  const table = restorableTable();
  const world = await guardedWorld(10, testConfiguration(), undefined, table);
  for (const index of numbers(0, 10)) await world.keepZone(nameOf(index));
  return {
    ...world,
    table,
    async restore(backup: ReturnType<typeof table.snapshot>): Promise<void> {
      await table.restore(backup);
      await world.readZones();
      await world.settle();
    },
  };
}

const withWebClass = (): Configuration => {
  const { edges, ...rest } = testConfiguration();
  return {
    ...rest,
    edges: edges.map((edge) => (edge.name === 'public' ? { ...edge, classes: ['public', 'web'] } : edge)),
  };
};

it('a restored table lets nothing go because its configuration is an hour old, and goes on once it is deployed', async () => {
  const world = await tenNames();
  const backup = world.table.snapshot();
  const now = numbers(0, 10).map((i) => ingress(keyOf(i), [nameOf(i)], i < 3 ? { className: 'web' } : {}));
  await world.configure(withWebClass());
  await world.settle();
  await world.walk(now);
  await world.settle();
  await world.restore(backup);
  await world.walk(now.slice(0, -1));
  await world.settle();
  await world.pass(10 * minute);
  expect(await world.hosts()).toHaveLength(10);
  await world.configure(withWebClass());
  await world.settle();
  await world.pass(10 * minute);
  expect(await world.hosts('dying')).toEqual([nameOf(9)]);
});

it('a walk that waited in the inbox of the backup is no walk of the new life', async () => {
  const world = await tenNames();
  // The forwarder looks while a name is away for a moment; the backup is taken before that is applied.
  await world.walk(all(1, 10));
  const backup = world.table.snapshot();
  await world.settle();
  await world.publish([0]);
  await world.pass(50 * minute, 10 * minute);
  await world.table.restore(backup);
  await world.configure(testConfiguration());
  await world.readZones();
  await world.settle();
  await world.pass(10 * minute);
  expect((await world.site(nameOf(0)))?.state).toBe('live');
  await world.walk(all(1, 10));
  await world.pass(10 * minute);
  expect(await world.hosts('dying')).toEqual([nameOf(0)]);
});

describe('a table that was restored', () => {
  async function restored(count: number, dropped: readonly number[]) {
    const table = restorableTable();
    const world = await guardedWorld(count, testConfiguration(), undefined, table);
    await world.drop(dropped);
    await world.settle();
    const before = table.snapshot();
    await world.pass(60 * minute, 10 * minute);
    await table.restore(before);
    await world.configure(testConfiguration());
    await world.readZones();
    await world.settle();
    return { ...world, table };
  }

  it('gives each planned release a new due time', async () => {
    const world = await restored(10, [0]);
    expect((await world.site(nameOf(0)))?.release?.dueMs).toBe(world.clock.now() + 2 * minute);
  });

  it('lets nothing go without a complete walk of this life, then what is still absent', async () => {
    const world = await restored(10, [0, 1]);
    await world.pass(20 * minute);
    expect((await world.hosts()).length).toBe(10);
    await world.walk([...all(1, 10)]);
    await world.settle();
    await world.pass(3 * minute);
    expect(await world.hosts('dying')).toEqual([nameOf(0)]);
    expect((await world.site(nameOf(1)))?.release).toBeUndefined();
  });

  it('counts what went before, where the rows are there', async () => {
    const table = restorableTable();
    const world = await guardedWorld(10, testConfiguration(), undefined, table);
    await world.drop([0, 1, 2]);
    await world.settle();
    await world.pass(2 * minute);
    await table.restore(table.snapshot());
    await world.configure(testConfiguration());
    await world.readZones();
    await world.walk(all(4, 10));
    await world.settle();
    await world.pass(30 * minute, 5 * minute);
    expect((await world.site(nameOf(3)))?.state).toBe('live');
    expect(await world.releases()).toEqual([`${nameOf(3)} blocked cluster:demo`]);
  });
});
