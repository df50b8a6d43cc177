import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { readCertificateAilments } from '#shared/overview/certificate-ailments.ts';
import { countFailingAccounts } from '#shared/overview/monitor-ailments.ts';
import { readWalkAges } from '#shared/overview/walk-ages.ts';
import { buildOnce } from '#shared/runtime/cold-start.ts';
import { type SweepInput, sweep } from '#shared/runtime/sweep.ts';
import { openTelemetry } from '#shared/runtime/telemetry.ts';

/** The entry of sweep, each minute: rings what is due, and measures how late everything is. */
export function sweepHandler(build: () => Promise<SweepInput>) {
  const { telemetry, middlewares } = openTelemetry('sweep');
  const sides = buildOnce(build);
  return middy<unknown, void>()
    .use(middlewares)
    .handler(async (_event: unknown, _context: Context) => {
      const input = await sides();
      const report = await sweep(input);
      telemetry.log('sweep', report);
      telemetry.measure({ metric: 'OldestDueItemAge', value: Math.ceil(report.oldestAgeMs / 1_000) });
      telemetry.measure({ metric: 'DueLanes', value: report.rung.length });
      if (report.lostRings > 0) telemetry.measure({ metric: 'RingsLost', value: report.lostRings });
      for (const { cluster, ageMs } of await readWalkAges(input.table, input.clock.now())) {
        telemetry.measure({ metric: 'WalkAge', value: Math.ceil(ageMs / 1_000), cluster });
      }
      const failing = await countFailingAccounts(input.table, input.clock.now());
      if (failing !== undefined) telemetry.measure({ metric: 'MonitorAccountsFailing', value: failing });
      const ailments = await readCertificateAilments(input.table);
      if (ailments === undefined) return;
      telemetry.measure({ metric: 'LoadBalancersNearlyFull', value: ailments.nearlyFull });
      telemetry.measure({ metric: 'RenewalsBlocked', value: ailments.renewalBlocked });
      telemetry.measure({ metric: 'CertificatesFailed', value: ailments.failed });
      telemetry.measure({ metric: 'CertificateQuotaReached', value: ailments.quotaReached });
    });
}
