import { secretHeader } from '../../functions/monitors/webhook/words.ts';
import { monitorsLane } from '../../shared/rows/monitor-lanes.ts';
import { listedKey, monitorAccountKey } from '../../shared/rows/monitor-rows.ts';
import { put, remove } from '../../shared/runtime/table.ts';
import { leaveStuck } from './alert-uses.ts';
import { endSite } from './certificate-states.ts';
import { type Called, callFunction, deliver, recycle } from './functions.ts';
import type { Right } from './rights.ts';
import { hookText } from './secrets.ts';
import { give, readZone, type Still, settle } from './still.ts';

const lane = monitorsLane('main');

/** What has the function that watches from outside use a right. */
export async function useMonitors(still: Still, { action, resource }: Right): Promise<Called> {
  const { account, table } = still;
  if (resource.includes('DeadLetters')) return deliver(account, 'MonitorsEntry', {});
  await readZone(still);
  await give(still);
  await settle(still);
  if (resource.includes('ClaimsQueue')) await endSite(still, lane);
  if (resource.includes('AlertsQueue')) await leaveStuck(still, lane);
  const drain = () => deliver(account, 'MonitorsEntry', { lane });
  if (!action.startsWith('secretsmanager:')) return drain();
  // Nothing is known of the account: it is asked, and what is to call us is looked at, which works without.
  await table.transact([remove(monitorAccountKey(lane))]);
  await recycle(account, 'MonitorsEntry');
  const { answer, log } = await drain();
  const { webhook } = (await table.get(monitorAccountKey(lane))) ?? {};
  return { answer, log: `${log}\n${JSON.stringify(webhook?.failure)}` };
}

/** A call of the provider, as the HTTP API hands it over, that names a monitor which nobody has looked at of late. */
export async function useWebhook({ account, table }: Still, { action }: Right): Promise<Called> {
  const id = String(Date.now());
  const listed = { id, name: id, url: '', status: 'up', tags: [], statusPages: [] } as const;
  await table.transact([put(listedKey(lane, id), listed)]);
  if (action.startsWith('secretsmanager:')) await recycle(account, 'MonitorWebhookEntry');
  return callFunction(account, 'MonitorWebhookEntry', {
    pathParameters: { account: 'main' },
    headers: { [secretHeader]: hookText },
    body: JSON.stringify({ monitor: id }),
  });
}
