import { monitorsLanes } from '#shared/rows/monitor-lanes.ts';
import { monitorAccountKey } from '#shared/rows/monitor-rows.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Table } from '#shared/runtime/table.ts';

/** A provider that is away for less is nobody's business. */
const patienceMs = 3_600_000;

/** How many accounts with providers of checks refuse us, or have not answered for an hour; undefined where none is configured. */
export async function countFailingAccounts(table: Table, nowMs: number): Promise<number | undefined> {
  const lanes = monitorsLanes((await readConfiguration(table))?.document ?? {});
  if (lanes.length === 0) return undefined;
  const troubles = (await table.getMany(lanes.map(monitorAccountKey))).flatMap((row) => row?.trouble ?? []);
  return troubles.filter(({ reason, sinceMs }) => reason !== 'Retrying' || nowMs >= sinceMs + patienceMs).length;
}
