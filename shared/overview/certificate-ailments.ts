import { certificatesLaneKey, isCertificatesLane, type LaneAilments } from '#shared/rows/certificates-lane-rows.ts';
import { registeredLanes } from '#shared/runtime/lanes.ts';
import type { Table } from '#shared/runtime/table.ts';

const none: LaneAilments = { nearlyFull: 0, renewalBlocked: 0, failed: 0, quotaReached: 0 };

/** What needs a person in all lanes of certificates together; undefined where none was ever looked at. */
export async function readCertificateAilments(table: Table): Promise<LaneAilments | undefined> {
  const lanes = (await table.query(registeredLanes)).map(({ row }) => row.lane).filter(isCertificatesLane);
  if (lanes.length === 0) return undefined;
  const rows = await table.getMany(lanes.map(certificatesLaneKey));
  const known = rows.flatMap((row) => row?.ailments ?? []);
  if (known.length === 0) return undefined;
  return known.reduce(
    (sum, one) => ({
      nearlyFull: sum.nearlyFull + one.nearlyFull,
      renewalBlocked: sum.renewalBlocked + one.renewalBlocked,
      failed: sum.failed + one.failed,
      quotaReached: sum.quotaReached + one.quotaReached,
    }),
    none,
  );
}
