import type { LanePlan } from './plan/plan.ts';
import type { LaneWork } from './work.ts';

/** Since when nobody needs what is there: kept in its rows. */
export function markUnneeded({ rows }: LaneWork, { unneededEntries, unneededCertificates }: LanePlan): void {
  for (const row of [...rows.loadBalancers.values()]) {
    const listeners = row.listeners.map((listener) => {
      const idle = new Map(unneededEntries.get(listener.arn)?.map((entry) => [entry.certificate, entry]));
      return {
        ...listener,
        entries: listener.entries.map(({ certificate }) => idle.get(certificate) ?? { certificate }),
      };
    });
    rows.saveLoadBalancer({ ...row, listeners });
  }
  for (const row of [...rows.certificates.values()]) {
    const { unneededSinceMs: _before, ...rest } = row;
    const sinceMs = unneededCertificates.get(row.certificate.arn);
    rows.saveCertificate(sinceMs === undefined ? rest : { ...rest, unneededSinceMs: sinceMs });
  }
}
