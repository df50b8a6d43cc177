import { isOpen } from '../../shared/domain/alert.ts';
import type { AlertPolicy } from '../../shared/domain/alert-policy.ts';
import { alertRows, alertsLane } from '../../shared/rows/alert-rows.ts';
import { readPartitions } from '../../shared/runtime/selection.ts';
import type { Table } from '../../shared/runtime/table.ts';

/** One channel that hears everything. */
export const policy: AlertPolicy = {
  channels: [{ name: 'ops', kind: 'slack', token: { environment: 'TOKEN' }, channel: '#ops' }],
  routes: [],
  digestFrom: 3,
  flapWindowSeconds: 600,
};

/** `open guard cluster:demo GuardTripped`, sorted. */
export const alertLines = async (table: Table): Promise<readonly string[]> =>
  (await table.query(alertRows)).map(({ row }) =>
    [isOpen(row) ? 'open' : 'closed', row.about, row.facts.name, row.reason].join(' '),
  );

/** When the channel is to be looked at, each moment once. */
export const looks = async (table: Table): Promise<readonly number[]> => [
  ...new Set((await readPartitions(table, alertsLane('ops'), { limit: 1_000 })).map(({ dueMs }) => dueMs)),
];
