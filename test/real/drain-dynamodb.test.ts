import { expect, it } from 'vitest';
import { openDynamoTable } from '../../shared/adapters/table-dynamodb.ts';
import { LeaseLostError } from '../../shared/errors/kinds.ts';
import { takeLease } from '../../shared/runtime/lease.ts';
import { seededRandom } from '../support/run-drain.ts';
import { toyLane, toyWorld } from '../support/toy-capability.ts';
import { connection, makeTable } from './dynamodb-table.ts';

it('drains a lane as on SQLite: done, retried, parked, walked again', async () => {
  const world = await toyWorld(openDynamoTable({ tableName: await makeTable(), client: connection }));
  for (const key of ['done', 'retry', 'parked']) await world.wish(key, 3);
  for (let index = 0; index < 130; index += 1) await world.wish('many', index);
  const report = await world.drain(async (key) => {
    if (key === 'retry') return { key, result: 'retry', message: 'later' };
    if (key === 'parked') return { key, result: 'parked', reason: 'InvalidTarget', message: 'no' };
    return { key, result: 'done' };
  });
  expect(report).toMatchObject({ result: 'drained', taken: 4, outcomes: { done: 2, retry: 1, parked: 1 } });
  expect(await world.items()).toMatchObject([{ key: 'retry', attempt: 1 }]);
  expect(await world.parked()).toMatchObject([{ key: 'parked' }]);
  world.clock.advance(2_000);
  await world.wish('parked', 4);
  await world.drain();
  expect(Object.fromEntries(world.far)).toEqual({ retry: 3, parked: 4 });
  expect([await world.items(), await world.parked()]).toEqual([[], []]);
});

it('gives the lease to one, and fences the one who lost it', async () => {
  const { table, clock } = await toyWorld(openDynamoTable({ tableName: await makeTable(), client: connection }));
  const random = seededRandom(11);
  const take = () => takeLease({ table, lane: toyLane, clock, random }).catch(() => ({ refused: 'held' }));
  const all = await Promise.all([take(), take(), take()]);
  const [late, ...others] = all.filter((lease) => 'token' in lease);
  expect(others).toEqual([]);
  if (late === undefined) throw new Error('nobody got the lease');
  clock.advance(125_000);
  expect(await take()).toHaveProperty('token');
  await expect(late.commit({ ...late.state(), untilMs: 0 })).rejects.toThrow(LeaseLostError);
});
