import { describe, expect, it } from 'vitest';
import { holdKey } from '#shared/rows/safety-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { restorableTable } from '../../support/restorable-table.ts';
import { walked } from './walked.ts';
import { configuration, openWorld } from './world.ts';
import { wishFor } from './world-sites.ts';

const host = 'x.example.com';
const moved = { wish: wishFor({ target: { kind: 'addresses', addresses: ['192.0.2.9'] } }) };

async function standing() {
  const table = restorableTable();
  const world = await openWorld({ table });
  await world.write(host);
  await world.settle();
  return { ...world, table };
}

describe('a restored table whose configuration is that of the backup', () => {
  it('changes nothing that stands, so that a hold said since the backup is not forgotten', async () => {
    const world = await standing();
    const backup = world.table.snapshot();
    const hold = () =>
      world.table.transact([put(holdKey('all'), { scope: 'all', sinceMs: world.clock.now(), by: 'oncall' })]);
    await hold();
    await world.table.restore(backup);
    await world.settle('dns:Z1', 20);
    await walked(world);
    await world.write(host, moved);
    await world.settle('dns:Z1', 20);
    expect(world.records()).toContain('A x.example.com. 192.0.2.1');
    expect(await world.lane(host)).toMatchObject({
      conditions: [{ reason: 'Waiting', message: expect.stringContaining('configuration') }],
    });
    await hold();
    await world.configure(configuration);
    await world.settle('dns:Z1', 20);
    expect(world.records()).toContain('A x.example.com. 192.0.2.1');
    expect(await world.condition(host)).toBe('True/Held');
  });

  it('lets a new name in, and goes on with the others after a deployment', async () => {
    const world = await standing();
    await world.table.restore(world.table.snapshot());
    await world.settle('dns:Z1', 20);
    await walked(world);
    await world.write('new.example.com');
    await world.write(host, moved);
    await world.settle('dns:Z1', 20);
    const addresses = () => world.records().filter((text) => text.startsWith('A '));
    expect(addresses()).toEqual(['A new.example.com. 192.0.2.1', 'A x.example.com. 192.0.2.1']);
    await world.configure(configuration);
    await world.settle('dns:Z1', 20);
    expect(addresses()).toEqual(['A new.example.com. 192.0.2.1', 'A x.example.com. 192.0.2.9']);
  });

  it('does not execute the end of a site whose cluster was configured again since the backup', async () => {
    const world = await standing();
    await world.configure({ ...configuration, clusters: [], edges: [] });
    await world.write(host, { state: 'dying' });
    const backup = world.table.snapshot();
    await world.configure(configuration);
    await world.write(host, { state: 'live' });
    await world.settle();
    expect(world.records()).toHaveLength(2);
    await world.table.restore(backup);
    await world.settle('dns:Z1', 60);
    expect(world.records()).toHaveLength(2);
    await world.configure(configuration);
    await world.settle('dns:Z1', 60);
    expect(world.records()).toHaveLength(2);
  });

  it('executes the end of a site once it is deployed again and the cluster has said all that it has', async () => {
    const world = await standing();
    await world.write(host, { state: 'dying' });
    await world.table.restore(world.table.snapshot());
    await world.settle('dns:Z1', 20);
    await walked(world);
    await world.settle('dns:Z1', 20);
    expect(world.records()).toHaveLength(2);
    await world.configure(configuration);
    await world.settle('dns:Z1', 20);
    expect(world.records()).toEqual([]);
    expect(await world.lane(host)).toBeUndefined();
  });
});
