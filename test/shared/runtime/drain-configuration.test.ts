import { describe, expect, it } from 'vitest';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { laneStateKey } from '../../../shared/runtime/lanes.ts';
import { put, remove } from '../../../shared/runtime/table.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';
import { toyLane, toyWorld } from '../../support/toy-capability.ts';

describe('the configuration', () => {
  it('none: every drain stops and says so, and nothing is lost or rung', async () => {
    const world = await toyWorld();
    await world.table.transact([remove({ pk: 'config', sk: 'config' })]);
    await world.wish('a');
    expect(await world.drain()).toMatchObject({
      result: 'stopped',
      message: expect.stringContaining('no configuration'),
    });
    expect(await world.items()).toHaveLength(1);
    expect(world.rings).toEqual([]);
    await writeConfiguration(world.table, emptyConfiguration);
    expect(await world.drain()).toMatchObject({ outcomes: { done: 1 } });
  });

  it("older than the lane's: it stops", async () => {
    const world = await toyWorld();
    await world.wish('a');
    const state = await world.state();
    if (state === undefined) throw new Error('the lane has no state');
    await world.table.transact([put(laneStateKey(toyLane), { ...state, seq: 5 })]);
    expect(await world.drain()).toMatchObject({ result: 'stopped', message: expect.stringContaining('older') });
  });
});
