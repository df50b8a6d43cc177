import { expect, it } from 'vitest';
import { sweepHandler } from '../../../functions/sweep/handler.ts';
import { certificatesLaneKey } from '../../../shared/rows/certificates-lane-rows.ts';
import { monitorAccountKey } from '../../../shared/rows/monitor-rows.ts';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { registerLane } from '../../../shared/runtime/lanes.ts';
import { put } from '../../../shared/runtime/table.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { monitorPolicy } from '../../support/monitor-policy.ts';
import { recordingDoorbell } from '../../support/recording-doorbell.ts';
import { smallConfiguration } from '../../support/small-installation.ts';
import { metricsIn, telemetryLines } from '../../support/telemetry-lines.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
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

it('counts the configured accounts of monitors that refuse us, or have not answered for an hour', async () => {
  const table = memoryTable();
  const clock = virtualClock();
  const handler = sweepHandler(async () => ({ table, clock, doorbell: recordingDoorbell() }));
  const run = async () => metricsIn(await telemetryLines(() => handler({}, lambdaContext)));
  await writeConfiguration(table, smallConfiguration());
  expect(await run()).not.toHaveProperty(['MonitorAccountsFailing']);
  await writeConfiguration(table, { ...smallConfiguration(), monitors: monitorPolicy });
  expect(await run()).toMatchObject({ MonitorAccountsFailing: 0 });
  const sinceMs = clock.now();
  const trouble = (reason: 'AccessDenied' | 'Retrying') => ({
    incarnation: 'one',
    lookAtMs: 0,
    trouble: { reason, sinceMs, message: '', tries: 1, notBeforeMs: sinceMs, seq: 1 },
  });
  await table.transact([
    put(monitorAccountKey('monitors:main'), trouble('AccessDenied')),
    put(monitorAccountKey('monitors:two'), trouble('Retrying')),
    put(monitorAccountKey('monitors:of-before'), trouble('AccessDenied')),
  ]);
  expect(await run()).toMatchObject({ MonitorAccountsFailing: 1 });
  clock.advance(3_600_000);
  expect(await run()).toMatchObject({ MonitorAccountsFailing: 2 });
});
