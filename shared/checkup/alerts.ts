import type { AlertChannel, AlertPolicy } from '#shared/domain/alert-policy.ts';
import { PermanentError } from '#shared/errors/kinds.ts';
import { alertsLane, messageRows } from '#shared/rows/alert-rows.ts';
import { parkedRows } from '#shared/runtime/parked-row.ts';
import type { Table } from '#shared/runtime/table.ts';
import { type Finding, fail, findings, ok, warn } from './finding.ts';

/** Whose token a channel is told with, and what that may do; `unread`: why whoever looks cannot know. */
export type ChannelLook = { readonly user: string; readonly scopes: readonly string[] } | { readonly unread: string };

/** Asks the far side of a channel, telling nobody anything; undefined where it has nothing to ask. @throws its errors */
export type LookAtChannel = (channel: AlertChannel) => Promise<ChannelLook | undefined>;

/**
 * Whether each channel can be told: by the last refusal of its far side, as token, scope and channel stand in it, else by its
 * token. Whether the app was invited is not asked: that takes scopes that telling does not need.
 */
export const checkAlerts = async (
  table: Table,
  { channels }: Pick<AlertPolicy, 'channels'>,
  look: LookAtChannel = async () => undefined,
): Promise<readonly Finding[]> =>
  (await Promise.all(channels.map((channel) => checkChannel(table, channel, look)))).flat();

const checkChannel = (table: Table, channel: AlertChannel, look: LookAtChannel): Promise<readonly Finding[]> =>
  findings(alertsLane(channel.name), 'check your rights to the table', async () => {
    const subject = alertsLane(channel.name);
    const [parked, messages] = await Promise.all([
      table.query(parkedRows(subject)),
      table.query(messageRows(channel.name)),
    ]);
    const open = messages.filter(({ row: { endedMs } }) => endedMs === undefined).length;
    const remedy = 'mend that; it is tried again within the hour, and all is told then';
    if (parked.length > 0) return parked.map(({ row }) => fail(subject, row.message, remedy));
    return [await checkToken(subject, () => look(channel), `${open} messages of what is not over`)];
  });

async function checkToken(subject: string, look: () => ReturnType<LookAtChannel>, well: string): Promise<Finding> {
  try {
    const found = await look();
    if (found === undefined) return ok(subject, well);
    if ('unread' in found) {
      const remedy =
        'have reading that secret granted to you, or wait for the first message: what is wrong stands here then';
      return warn(subject, `its token could not be looked at: ${found.unread}`, remedy);
    }
    const { user, scopes } = found;
    if (scopes.length > 0 && !scopes.includes('chat:write')) {
      return fail(
        subject,
        `its token may not write (${scopes.join(', ')})`,
        'give the app chat:write, install it again',
      );
    }
    return ok(subject, `${well}; its token is ${user}`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof PermanentError) return fail(subject, message, 'mend that; until then nobody is told there');
    return warn(subject, `its token could not be looked at: ${message}`, 'look again in a while');
  }
}
