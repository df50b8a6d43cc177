import type { SiteKey } from '#shared/domain/site.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import {
  incidentKey,
  listedKey,
  listedRows,
  type MonitorRow,
  monitorAccountKey,
  monitorKey,
  monitorRows,
} from '#shared/rows/monitor-rows.ts';
import { siteKey } from '#shared/rows/site-rows.ts';
import { type AlertNews, alertActions } from '#shared/runtime/alert-writes.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { PendingWrites } from '#shared/runtime/pending-writes.ts';
import { remove } from '#shared/runtime/table.ts';
import { downOf } from './down-news.ts';
import { troubleOf } from './trouble.ts';
import { ended } from './turns.ts';

/**
 * Ends all that a lane has begun whose account is not configured any more, and forgets the account: nobody looks at it, and who
 * watches its names from now on knows nothing of what is open here. Its monitors stay as they are.
 * @throws LeaseLostError
 */
export async function leaveAccount(drain: Drain): Promise<void> {
  const { table, lane } = drain;
  const [account, monitors, listed] = await Promise.all([
    table.get(monitorAccountKey(lane)),
    table.query(monitorRows(lane)),
    table.query(listedRows(lane)),
  ]);
  for (const { row } of monitors) await endDown(drain, row);
  if (account?.trouble !== undefined) {
    const news: AlertNews = { state: 'closed', id: troubleOf(lane, account.trouble), unwatched: true };
    await transactFenced(drain, [remove(monitorAccountKey(lane)), ...(await alertActions(drain, [news]))]);
  }
  const rest = new PendingWrites(drain);
  for (const { row } of monitors) rest.add(remove(monitorKey(lane, row.site)));
  for (const { row } of listed) rest.add(remove(listedKey(lane, row.id)));
  if (account !== undefined) rest.add(remove(monitorAccountKey(lane)));
  await rest.flush();
}

async function endDown(drain: Drain, { site, down }: MonitorRow): Promise<void> {
  if (down === undefined) return;
  const { table, lane } = drain;
  const atMs = drain.now();
  const incident = await table.get(incidentKey(lane, down));
  const over = incident && ended(lane, { ...incident, endedMs: atMs, unwatched: true });
  const closed: AlertNews = { state: 'closed', id: downOf(site), atMs, unwatched: true };
  const news = (await isDownElsewhere(drain, site)) ? [] : [closed];
  await transactFenced(drain, [
    remove(monitorKey(lane, site)),
    ...(over === undefined ? [] : [over]),
    ...(await alertActions(drain, news)),
  ]);
}

/** Whether the account that watches the site by now has met that it is down: what is open is told by that one. */
async function isDownElsewhere({ table, lane }: Drain, site: SiteKey): Promise<boolean> {
  const account = (await table.get(siteKey(site)))?.wish.monitor?.account;
  if (account === undefined || monitorsLane(account) === lane) return false;
  return (await table.get(monitorKey(monitorsLane(account), site)))?.down !== undefined;
}
