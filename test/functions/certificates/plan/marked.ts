import type { LaneState, PastRequest } from '../../../../functions/certificates/plan/lane-state.ts';
import type { LanePlan } from '../../../../functions/certificates/plan/plan.ts';
import { blameOf, failureOf } from '../../../../functions/certificates/plan/refusals.ts';

/** What a drain keeps in its rows: since when nobody needs what is there. */
export function marked(state: LaneState, { unneededEntries, unneededCertificates }: LanePlan): LaneState {
  const loadBalancers = state.loadBalancers.map((one) => ({
    ...one,
    listeners: one.listeners.map((listener) => ({
      ...listener,
      entries: listener.entries.map(({ certificate: arn }) => {
        const idle = unneededEntries.get(listener.arn)?.find((entry) => entry.certificate === arn);
        return idle ?? { certificate: arn };
      }),
    })),
  }));
  const certificates = state.certificates.map(({ unneededSinceMs: _before, ...one }) => {
    const sinceMs = unneededCertificates.get(one.arn);
    return sinceMs === undefined ? one : { ...one, unneededSinceMs: sinceMs };
  });
  return { ...state, loadBalancers, certificates };
}

/** And why a certificate was never issued, in the row of its request. */
export const withFailure =
  (certificates: LaneState['certificates']) =>
  (past: PastRequest): PastRequest => {
    const certificate = certificates.find(({ arn }) => arn === past.arn);
    const failure = certificate === undefined ? undefined : failureOf(certificate);
    return certificate === undefined || failure === undefined ? past : { ...past, failure, ...blameOf(certificate) };
  };
