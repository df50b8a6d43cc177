import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scope } from '#shared/domain/scope.ts';
import { type HoldRow, holdKey } from '#shared/rows/safety-rows.ts';
import { raiseWanted } from '#shared/runtime/lanes.ts';
import { put, remove } from '#shared/runtime/table.ts';
import { openWorld, type World } from './world.ts';
import { wishFor } from './world-sites.ts';

const hour = 3_600_000;
const moveTo = (address: string) => ({ wish: wishFor({ target: { kind: 'addresses', addresses: [address] } }) });

async function hold(world: World, scope: Scope, more: Partial<HoldRow> = {}): Promise<void> {
  const row: HoldRow = { scope, sinceMs: world.clock.now(), by: 'oncall', ...more };
  await world.table.transact([put(holdKey(scope), row)]);
}

/** As the command does: the row goes, the lanes concerned look at everything again. */
async function resume(world: World, scope: Scope): Promise<void> {
  await world.table.transact([remove(holdKey(scope))]);
  await raiseWanted(world.table, 'dns:Z1');
}

async function standing(): Promise<World> {
  const world = await openWorld();
  await world.write('x.example.com');
  await world.settle();
  return world;
}

describe('a hold', () => {
  it.each(['all', 'cluster:demo', 'edge:public', 'zone:example.com', 'host:x.example.com'] as const)(
    'over %s: nothing is written, and resume makes it go on at once',
    async (scope) => {
      const world = await standing();
      await hold(world, scope, { why: 'migration' });
      const [before, calls] = [world.records(), world.calls().ChangeResourceRecordSets];
      await world.write('x.example.com', moveTo('192.0.2.9'));
      await world.settle();
      expect(world.records()).toEqual(before);
      expect(world.calls().ChangeResourceRecordSets).toBe(calls);
      expect(await world.condition('x.example.com')).toBe('True/Held');
      expect(await world.lane('x.example.com')).toMatchObject({
        generation: 1,
        conditions: [{ message: expect.stringContaining('until resumed, migration: would change A x.example.com') }],
        planned: [{ action: 'change', before: { values: ['192.0.2.1'] }, after: { values: ['192.0.2.9'] } }],
      });
      expect((await world.items('dns:Z1')).map(({ dueMs }) => dueMs - world.clock.now() > hour / 2)).toEqual([true]);
      await resume(world, scope);
      await world.settle();
      expect(world.records()).toContain('A x.example.com. 192.0.2.9');
      expect(await world.condition('x.example.com')).toBe('True/InSync');
      expect(await world.lane('x.example.com')).not.toHaveProperty('planned');
    },
  );

  it.each(['cluster:other', 'edge:private', 'zone:shop.example.com', 'host:y.example.com'] as const)(
    'over %s stops nothing here',
    async (scope) => {
      const world = await standing();
      await hold(world, scope);
      await world.write('x.example.com', moveTo('192.0.2.9'));
      await world.settle();
      expect(world.records()).toContain('A x.example.com. 192.0.2.9');
    },
  );

  it('also keeps a dying site, and a new one out; a name beside goes on', async () => {
    const world = await standing();
    await hold(world, 'host:x.example.com');
    await hold(world, 'host:new.example.com');
    await world.write('x.example.com', { state: 'dying' });
    await world.write('new.example.com');
    await world.write('beside.example.com');
    await world.settle();
    expect(world.records().filter((text) => text.startsWith('A '))).toEqual([
      'A beside.example.com. 192.0.2.1',
      'A x.example.com. 192.0.2.1',
    ]);
    expect(await world.condition('new.example.com')).toBe('False/Held');
    expect(await world.condition('x.example.com')).toBe('True/Held');
  });

  it('looks on: a foreign name is named, a change under way is followed', async () => {
    const record = { Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value: '192.0.2.77' }] };
    const world = await openWorld({ records: [{ ...record, Name: 'taken.example.com' }] });
    await world.write('x.example.com');
    await world.drain();
    world.clock.advance(1000);
    await world.drain();
    await hold(world, 'all');
    await world.write('taken.example.com');
    world.clock.advance(1000);
    await world.drain();
    expect(await world.condition('x.example.com')).toBe('True/InSync');
    expect(await world.condition('taken.example.com')).toBe('False/NameTaken');
  });

  it('on the zone that a moving site leaves keeps the old record', async () => {
    const world = await openWorld();
    await world.write('a.shop.example.com');
    await world.settle();
    await hold(world, 'zone:example.com');
    await world.write('a.shop.example.com', { wish: wishFor({ zone: 'Z2' }) });
    await world.settle('dns:Z2');
    await world.settle();
    expect([world.records('Z1').length, world.records('Z2').length]).toEqual([2, 2]);
    await resume(world, 'zone:example.com');
    await world.settle();
    expect([world.records('Z1').length, world.records('Z2').length]).toEqual([0, 2]);
  });
});

it('of several holds the last to end counts; nothing is written a moment before, everything right after', async () => {
  const span = fc.record({
    scope: fc.constantFrom<Scope>('all', 'cluster:demo', 'edge:public', 'zone:example.com', 'host:x.example.com'),
    minutes: fc.integer({ min: 1, max: 90 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(span, { minLength: 1, maxLength: 5, selector: ({ scope }) => scope }),
      async (spans) => {
        const world = await standing();
        const began = world.clock.now();
        for (const { scope, minutes } of spans) await hold(world, scope, { untilMs: began + minutes * 60_000 });
        const end = began + Math.max(...spans.map(({ minutes }) => minutes)) * 60_000;
        await world.write('x.example.com', moveTo('192.0.2.9'));
        for (;;) {
          await world.drain();
          const due = Math.min(...(await world.items('dns:Z1')).map(({ dueMs }) => dueMs));
          if (world.clock.now() >= end) break;
          expect(world.records()).toContain('A x.example.com. 192.0.2.1');
          expect(due).toBeLessThanOrEqual(end);
          world.clock.advance(due - world.clock.now());
        }
        expect(world.records()).toContain('A x.example.com. 192.0.2.9');
        world.table.close();
      },
    ),
    { numRuns: 20 },
  );
});
