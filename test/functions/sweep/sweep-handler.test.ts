import { expect, it } from 'vitest';
import { sweepHandler } from '../../../functions/sweep/handler.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { recordingDoorbell } from '../../support/recording-doorbell.ts';
import { metricsIn, telemetryLines } from '../../support/telemetry-lines.ts';
import { ingress } from '../claims/samples.ts';
import { testWorld } from '../claims/world.ts';

it('rings what is due, and measures how late everything and every cluster is', async () => {
  const { table, clock, ...world } = await testWorld();
  const doorbell = recordingDoorbell();
  const handler = sweepHandler(async () => ({ table, clock, doorbell }));
  const run = async () => metricsIn(await telemetryLines(() => handler({}, lambdaContext)));
  expect(await run()).not.toHaveProperty(['WalkAge demo']);
  await world.walk([ingress('shop/web', ['www.example.com'])]);
  clock.advance(90_000);
  doorbell.rings.length = 0;
  expect(await run()).toMatchObject({ OldestDueItemAge: 90, 'WalkAge demo': 90 });
  expect(doorbell.rings.map(({ lane }) => lane)).toContain('claims:demo');
  await world.settle();
  clock.advance(30_000);
  expect(await run()).toMatchObject({ 'WalkAge demo': 30 });
});
