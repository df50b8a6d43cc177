import type { Configuration } from '#shared/domain/configuration.ts';
import type { MonitorPolicy } from '#shared/domain/monitor-policy.ts';
import { heardClusters } from '#shared/overview/heard-clusters.ts';
import { readObjects } from '#shared/overview/read-objects.ts';
import { readUnclaimedMonitors, unclaimedText } from '#shared/overview/unclaimed-monitors.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import { type MonitorAccountRow, monitorAccountKey, monitorRows } from '#shared/rows/monitor-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import { type Finding, fail, findings, ok, warn } from './finding.ts';

/** Whether each account of a provider can be used, and has room. */
export async function checkMonitors(
  table: Table,
  { accounts }: Pick<MonitorPolicy, 'accounts'>,
  configuration: Configuration,
): Promise<readonly Finding[]> {
  const found = await Promise.all(accounts.map(({ name }) => checkAccount(table, name)));
  return [...found.flat(), ...(await checkUnclaimed(table, configuration))];
}

const checkUnclaimed = (table: Table, configuration: Configuration): Promise<readonly Finding[]> =>
  findings('monitors', 'check your rights to the table', async () => {
    const heard = await heardClusters(table, configuration, await readObjects(table, configuration));
    const unclaimed = await readUnclaimedMonitors(table, configuration, heard);
    const remedy = 'have the names claimed again, or delete the monitors on the pages of their provider';
    return unclaimed.map((one) => warn(monitorsLane(one.account), unclaimedText(one), remedy));
  });

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
      const remedy = 'mend that; it is tried again within ten minutes, and until then no monitor of it is changed';
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
  const remedy =
    'mend that, or take webhook out of the configuration and its integration out of the account; until then it is asked what is down';
  return [warn(lane, `its webhook is not as it should be: ${webhook.failure.message}`, remedy)];
}
