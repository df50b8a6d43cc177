import { expect, it } from 'vitest';
import { sweepHandler } from '../../../functions/sweep/handler.ts';
import { certificatesLaneKey } from '../../../shared/rows/certificates-lane-rows.ts';
import { registerLane } from '../../../shared/runtime/lanes.ts';
import { put } from '../../../shared/runtime/table.ts';
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

it('measures what of certificates needs a person over all their lanes, once one was looked at', async () => {
  const { table, clock } = await testWorld();
  const handler = sweepHandler(async () => ({ table, clock, doorbell: recordingDoorbell() }));
  const run = async () => metricsIn(await telemetryLines(() => handler({}, lambdaContext)));
  const lanes = ['certificates:1/eu-central-1', 'certificates:1/us-east-1', 'certificates:2/us-east-1'] as const;
  await table.transact(lanes.map(registerLane));
  expect(await run()).not.toHaveProperty(['RenewalsBlocked']);
  const looked = { incarnation: 'one', readAtMs: 0, lookAtMs: 0 };
  const ailments = { nearlyFull: 1, renewalBlocked: 2, failed: 0, quotaReached: 3 };
  await table.transact([
    put(certificatesLaneKey(lanes[0]), { ...looked, ailments }),
    put(certificatesLaneKey(lanes[1]), { ...looked, ailments: { ...ailments, failed: 5 } }),
    put(certificatesLaneKey(lanes[2]), looked),
  ]);
  expect(await run()).toMatchObject({
    LoadBalancersNearlyFull: 2,
    RenewalsBlocked: 4,
    CertificatesFailed: 5,
    CertificateQuotaReached: 6,
  });
});
