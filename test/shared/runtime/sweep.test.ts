import { describe, expect, it } from 'vitest';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { raiseWanted } from '../../../shared/runtime/lanes.ts';
import { sweep } from '../../../shared/runtime/sweep.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';
import { recordingDoorbell } from '../../support/recording-doorbell.ts';
import { type ToyWorld, toyLane, toyWorld } from '../../support/toy-capability.ts';

async function sweepOf({ table, clock }: ToyWorld) {
  const doorbell = recordingDoorbell();
  const report = await sweep({ table, clock, doorbell });
  return { ...report, rings: doorbell.rings };
}

describe('sweep', () => {
  it('rings a lane with a due item, and no other', async () => {
    const world = await toyWorld();
    await world.wish('a');
    expect(await sweepOf(world)).toMatchObject({ lanes: 1, rings: [{ lane: toyLane, delaySeconds: 0 }] });
    await world.drain();
    expect(await sweepOf(world)).toMatchObject({ lanes: 1, rings: [], oldestAgeMs: 0 });
  });

  it('leaves what is due later alone', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain(async (key) => ({ key, result: 'pending', atMs: world.clock.now() + 1_000 }));
    expect((await sweepOf(world)).rings).toEqual([]);
    world.clock.advance(1_000);
    expect((await sweepOf(world)).rings).toHaveLength(1);
  });

  it('counts the age of the oldest due item from its first due time, over its retries', async () => {
    const world = await toyWorld();
    await world.wish('a');
    world.clock.advance(5_000);
    await world.drain(async (key) => ({ key, result: 'retry', message: 'later' }));
    world.clock.advance(5_000);
    await world.wish('b');
    expect(await sweepOf(world)).toMatchObject({ oldestAgeMs: 10_000, oldestLane: toyLane });
  });

  it('rings a lane behind the configuration', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain();
    await writeConfiguration(world.table, emptyConfiguration);
    expect((await sweepOf(world)).rung).toEqual([toyLane]);
    await world.drain();
    expect((await sweepOf(world)).rung).toEqual([]);
  });

  it('rings a lane behind its own `wanted`', async () => {
    const world = await toyWorld();
    await raiseWanted(world.table, toyLane);
    expect((await sweepOf(world)).rung).toEqual([toyLane]);
  });

  it('obeys notBefore', async () => {
    const world = await toyWorld();
    await world.wish('a');
    const untilMs = world.clock.now() + 120_000;
    await world.drain(async (key) => ({ key, result: 'throttled', untilMs }));
    await world.wish('b');
    expect(await sweepOf(world)).toMatchObject({ rings: [], paused: [toyLane] });
    world.clock.advance(120_000);
    expect(await sweepOf(world)).toMatchObject({ rung: [toyLane], paused: [] });
  });

  it('knows the lanes of the configured zones and clusters before anything is in them', async () => {
    const world = await toyWorld();
    const { lanes } = await writeConfiguration(world.table, {
      ...emptyConfiguration,
      zones: Array.from({ length: 150 }, (_, index) => ({
        name: `z${index}.example.com`,
        id: `Z${index}`,
        view: 'public' as const,
        policy: 'sync' as const,
        adopt: [],
      })),
      clusters: [{ name: 'demo', ownerId: 'demo', ephemeral: [] }],
    });
    expect(lanes).toHaveLength(152);
    expect(new Set((await sweepOf(world)).rung)).toEqual(new Set(lanes));
    expect(lanes).toContain('dns:Z149');
    expect(lanes).toContain('claims:demo');
  });
});
