import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import type { Drain } from '../../../shared/runtime/capability.ts';
import { readConfiguration, writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { sweep } from '../../../shared/runtime/sweep.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';
import { type RestorableTable, restorableTable } from '../../support/restorable-table.ts';
import { type OnKey, type ToyWorld, toyLane, toyWorld } from '../../support/toy-capability.ts';

/** A document that says a number. */
const document = (value: number): Configuration => ({
  ...emptyConfiguration,
  hosts: { default: 'allow', rules: [], quota: value },
});
const quotaOf = ({ configuration }: Drain): number => configuration.document.hosts.quota ?? 0;

/** The far side of each key is what the configuration says. */
const follow =
  (far: Map<string, number>): OnKey =>
  async (key, drain) => {
    await drain.assertHeld();
    far.set(key, quotaOf(drain));
    return { key, result: 'done' };
  };

async function withKeys(count = 3): Promise<ToyWorld> {
  const world = await toyWorld();
  for (let index = 0; index < count; index += 1) await world.wish(`k${index}`);
  await writeConfiguration(world.table, document(1));
  await world.drain(follow(world.far));
  expect([...world.far.values()]).toEqual(Array(count).fill(1));
  return world;
}

describe('configurations', () => {
  it('two in quick succession: the second is in force, the first is never seen', async () => {
    const world = await withKeys();
    await writeConfiguration(world.table, document(2));
    await writeConfiguration(world.table, document(3));
    const seen: number[] = [];
    await world.drain(async (key, drain) => {
      seen.push(quotaOf(drain));
      return { key, result: 'done' };
    });
    expect(seen).toEqual([3, 3, 3]);
    expect(await world.drain(follow(world.far))).toMatchObject({ taken: 0, behind: false });
  });

  it('written by two at the same time: both count, one after the other', async () => {
    const world = await withKeys();
    const [a, b] = await Promise.all([2, 3].map((value) => writeConfiguration(world.table, document(value))));
    expect(Math.abs((a?.seq ?? 0) - (b?.seq ?? 0))).toBe(1);
    const last = (a?.seq ?? 0) > (b?.seq ?? 0) ? 2 : 3;
    expect((await readConfiguration(world.table))?.document.hosts.quota).toBe(last);
    await world.drain(follow(world.far));
    expect([...world.far.values()]).toEqual([last, last, last]);
  });

  it('an older document written later is the newer configuration', async () => {
    const world = await withKeys();
    const { seq } = await writeConfiguration(world.table, document(2));
    await world.drain(follow(world.far));
    const back = await writeConfiguration(world.table, document(1));
    expect(back.seq).toBe(seq + 1);
    await world.drain(follow(world.far));
    expect([...world.far.values()]).toEqual([1, 1, 1]);
  });

  it('a drain that began under the old one ends under it, and everything is looked at again', async () => {
    const world = await withKeys();
    await writeConfiguration(world.table, document(2));
    await world.drain(async (key, drain) => {
      if (key === 'k0') await writeConfiguration(world.table, document(3));
      return follow(world.far)(key, drain);
    });
    expect([...world.far.values()]).toEqual([2, 2, 2]);
    const { rung } = await sweep({ table: world.table, clock: world.clock, doorbell: { ring: async () => {} } });
    expect(rung).toContain(toyLane);
    await world.drain(follow(world.far));
    expect([...world.far.values()]).toEqual([3, 3, 3]);
  });

  it('whatever is deployed, wished and drained in whatever order: in the end every key follows the last document', async () => {
    const step = fc.oneof(
      fc.record({ step: fc.constant('deploy' as const), value: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ step: fc.constant('wish' as const), key: fc.integer({ min: 0, max: 4 }) }),
      fc.record({ step: fc.constant('drain' as const), deployAt: fc.option(fc.nat(4), { nil: undefined }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const world = await withKeys();
        let last = 1;
        const deploy = async (value: number): Promise<void> => {
          await writeConfiguration(world.table, document(value));
          last = value;
        };
        for (const each of steps) {
          if (each.step === 'deploy') await deploy(each.value);
          else if (each.step === 'wish') await world.wish(`k${each.key}`);
          else {
            await world.drain(async (key, drain) => {
              if (key === `k${each.deployAt}`) await deploy(last + 1);
              return follow(world.far)(key, drain);
            });
          }
        }
        for (let drains = 0; drains < 3; drains += 1) await world.drain(follow(world.far));
        expect(new Set(world.far.values())).toEqual(new Set([last]));
        expect(await world.items()).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

it('a cluster that leaves is rung, and counts as listened to only since it is back', async () => {
  const { table } = await toyWorld();
  const of = (...names: readonly string[]) => ({
    ...document(1),
    clusters: names.map((name) => ({ name, ownerId: name, ephemeral: [] })),
  });
  const since = async () => (await readConfiguration(table))?.clustersSince;
  const { seq } = await writeConfiguration(table, of('one', 'two'));
  const left = await writeConfiguration(table, of('two'));
  expect(left.lanes).toContain('claims:one');
  expect(await since()).toEqual({ two: seq });
  await writeConfiguration(table, of('one', 'two'));
  expect(await since()).toEqual({ one: seq + 2, two: seq });
});

describe('a table that lives anew', () => {
  const looked = async (world: ToyWorld): Promise<number> => (await world.drain()).taken;

  it.each(['restored', 'restored, and deployed to'])('%s: every row is looked at once more, by itself', async (how) => {
    const table: RestorableTable = restorableTable();
    const world = await toyWorld(table);
    for (const key of ['a', 'b', 'c']) await world.wish(key);
    expect(await looked(world)).toBe(3);
    if (how !== 'restored') await writeConfiguration(table, document(2));
    await table.restore(table.snapshot());
    const { rung } = await sweep({ table, clock: world.clock, doorbell: { ring: async () => {} } });
    expect(rung).toContain(toyLane);
    expect(await looked(world)).toBe(3);
    expect(await looked(world)).toBe(0);
  });
});
