import type { Configuration } from '#shared/domain/configuration.ts';
import { epochMs } from '#shared/domain/marker.ts';
import { readWalkAges } from '#shared/overview/walk-ages.ts';
import { clusterKey } from '#shared/rows/object-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import { type Finding, fail, findings, ok, warn } from './finding.ts';

/** A walk takes an hour; two may be lost. */
const silentMs = 3 * 3_600_000;
/** Clocks of machines that are kept in time differ by less. */
const aheadMs = 60_000;

/** Whether each configured cluster is heard, whole, and under a believable clock. */
export const checkClusters = (table: Table, { clusters }: Configuration, nowMs: number): Promise<readonly Finding[]> =>
  findings('clusters', 'check your rights to the table', async () => {
    const ages = new Map((await readWalkAges(table, nowMs)).map(({ cluster, ageMs }) => [cluster, ageMs]));
    const rows = await table.getMany(clusters.map(({ name }) => clusterKey(name)));
    return clusters.flatMap(({ name }, index): readonly Finding[] => {
      const subject = `cluster ${name}`;
      const row = rows[index];
      const ageMs = ages.get(name);
      if (row === undefined || ageMs === undefined) {
        return [warn(subject, 'was never heard of', 'start its forwarder: the output ForwarderCommand is the line')];
      }
      const clockMs = epochMs(row.epoch) - row.lastMessageMs;
      const clock =
        clockMs > aheadMs
          ? [
              warn(
                subject,
                `its clock is ${Math.round(clockMs / 1_000)} s ahead`,
                'set the clock of its forwarder’s machine',
              ),
            ]
          : [];
      const minutes = Math.round(ageMs / 60_000);
      if (ageMs <= silentMs) return [ok(subject, `said all it has ${minutes} minutes ago`), ...clock];
      const remedy = 'look at its forwarder: running, its rights to the bus, one only; what is known stands still';
      return [fail(subject, `has not said all it has for ${minutes} minutes`, remedy), ...clock];
    });
  });
