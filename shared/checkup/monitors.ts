import type { MonitorPolicy } from '#shared/domain/monitor-policy.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import { type MonitorAccountRow, monitorAccountKey, monitorRows } from '#shared/rows/monitor-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import { type Finding, fail, findings, ok, warn } from './finding.ts';

/** Whether each account of a provider can be used, and has room. */
export const checkMonitors = async (
  table: Table,
  { accounts }: Pick<MonitorPolicy, 'accounts'>,
): Promise<readonly Finding[]> => (await Promise.all(accounts.map(({ name }) => checkAccount(table, name)))).flat();

const checkAccount = (table: Table, name: string): Promise<readonly Finding[]> =>
  findings(monitorsLane(name), 'check your rights to the table', async () => {
    const lane = monitorsLane(name);
    const [row, incarnation, monitors] = await Promise.all([
      table.get(monitorAccountKey(lane)),
      table.incarnation(),
      table.query(monitorRows(lane)),
    ]);
    if (row?.trouble !== undefined) {
      const { message, sinceMs } = row.trouble;
      const remedy = 'mend that; it is tried again within the hour, and until then no monitor of it is changed';
      return [fail(lane, `${message} (since ${new Date(sinceMs).toISOString()})`, remedy)];
    }
    if (row?.listedMs === undefined || row.incarnation !== incarnation) {
      const remedy = 'wait a few minutes; if it stays, the lane and the log of monitors tell why';
      return [warn(lane, 'has not been listed yet: no monitor is made there', remedy)];
    }
    const down = monitors.filter(({ row: { down: incident } }) => incident !== undefined).length;
    const watched = ok(lane, `${monitors.length} names have a monitor or wait for one, ${down} are down`);
    return [watched, ...roomOf(lane, row), ...webhookOf(lane, row)];
  });

function roomOf(lane: string, { account }: MonitorAccountRow): readonly Finding[] {
  if (account === undefined || account.monitors < account.monitorLimit) return [];
  const remedy = 'remove monitors that nobody needs, have fewer names watched, or take a greater plan';
  return [warn(lane, `all ${account.monitorLimit} monitors of its plan are used`, remedy)];
}

function webhookOf(lane: string, { webhook }: MonitorAccountRow): readonly Finding[] {
  if (webhook?.failure === undefined) return [];
  const remedy = 'mend that, or take webhook out of the configuration; until then it is asked what is down';
  return [warn(lane, `its webhook is not as it should be: ${webhook.failure.message}`, remedy)];
}
