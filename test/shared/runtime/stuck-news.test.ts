import { expect, it } from 'vitest';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { alertLines, policy } from '../../support/alerts.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';
import { toyWorld } from '../../support/toy-capability.ts';

it('people are told of what is parked after crashes, until it goes on', async () => {
  const bug = new TypeError('cannot read properties of undefined');
  const world = await toyWorld();
  await writeConfiguration(world.table, { ...emptyConfiguration, alerts: policy });
  await world.wish('bad');
  for (let tries = 0; tries < 3; tries += 1) await expect(world.drain(() => Promise.reject(bug))).rejects.toBe(bug);
  await world.drain();
  expect(await alertLines(world.table)).toEqual(['open work toy:a bad InternalError']);
  world.clock.advance(3_600_000);
  await world.drain();
  expect(await alertLines(world.table)).toEqual(['closed work toy:a bad InternalError']);
});
