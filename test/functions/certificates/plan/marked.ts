import type { LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import type { LanePlan } from '../../../../functions/certificates/plan/plan.ts';

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
