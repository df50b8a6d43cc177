import type { AlertPolicy } from '#shared/domain/alert-policy.ts';
import { alertsLane, messageRows } from '#shared/rows/alert-rows.ts';
import { parkedRows } from '#shared/runtime/parked-row.ts';
import type { Table } from '#shared/runtime/table.ts';
import { type Finding, fail, findings, ok } from './finding.ts';

/** Whether each channel can be told: the last refusal of its far side, as token, scope and channel stand in it. */
export const checkAlerts = async (
  table: Table,
  { channels }: Pick<AlertPolicy, 'channels'>,
): Promise<readonly Finding[]> => (await Promise.all(channels.map(({ name }) => checkChannel(table, name)))).flat();

const checkChannel = (table: Table, name: string): Promise<readonly Finding[]> =>
  findings(alertsLane(name), 'check your rights to the table', async () => {
    const subject = alertsLane(name);
    const [parked, messages] = await Promise.all([table.query(parkedRows(subject)), table.query(messageRows(name))]);
    const open = messages.filter(({ row: { endedMs } }) => endedMs === undefined).length;
    if (parked.length === 0) return [ok(subject, `${open} messages of what is not over`)];
    const remedy = 'mend that; it is tried again within the hour, and all is told then';
    return parked.map(({ row }) => fail(subject, row.message, remedy));
  });
