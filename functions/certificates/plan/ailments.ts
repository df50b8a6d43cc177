import type { Reason } from '#shared/domain/reasons.ts';
import type { LaneAilments } from '#shared/rows/certificates-lane-rows.ts';
import type { LaneState } from './lane-state.ts';
import type { LanePlan } from './plan.ts';
import { freeRoom } from './room.ts';

/** Counts what of a lane needs a person: hosts at their edges, and load balancers. */
export function ailmentsOf(
  { loadBalancers }: Pick<LaneState, 'loadBalancers'>,
  { verdicts }: Pick<LanePlan, 'verdicts'>,
): LaneAilments {
  const count = (...reasons: readonly Reason[]): number =>
    verdicts.filter(({ reason }) => reasons.includes(reason)).length;
  return {
    nearlyFull: loadBalancers.filter((one) => freeRoom(one) <= 0).length,
    renewalBlocked: count('RenewalBlocked'),
    failed: count('CertificateFailed', 'CertificateTimedOut'),
    quotaReached: count('QuotaReached', 'BudgetUsed'),
  };
}
