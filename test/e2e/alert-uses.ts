import { openAlert } from '../../shared/domain/alert.ts';
import { alertKey, alertsItem, alertsLane } from '../../shared/rows/alert-rows.ts';
import { laneStateKey } from '../../shared/runtime/lanes.ts';
import { voidLeases } from '../../shared/runtime/lease.ts';
import { put } from '../../shared/runtime/table.ts';
import { enqueue } from '../../shared/runtime/work-item.ts';
import { type Called, callFunction, deliver, recycle } from './functions.ts';
import type { Right } from './rights.ts';
import type { Still } from './still.ts';

/** Something crashed in a lane as often as work may: whoever drains it next puts it aside, and has people told. */
export async function leaveStuck({ table }: Still, lane: string): Promise<void> {
  await voidLeases(table);
  const known = await table.get(laneStateKey(lane));
  if (known === undefined) throw new Error(`nobody has drained ${lane} yet`);
  const [key, now] = [`stuck-${Date.now()}`, Date.now()];
  await table.transact([
    put(laneStateKey(lane), { ...known, alone: { key, crashes: 3 }, version: known.version + 1 }),
    enqueue({ lane, key, row: 'test', generation: now, dueMs: now }),
  ]);
}

let counter = 0;

/** Something is wrong that a channel is to tell; `quietMs`: after so long. */
async function somethingIsWrong({ table }: Still, channel: string, quietMs: number): Promise<void> {
  counter += 1;
  const nowMs = Date.now();
  const name = `wrong-${counter}`;
  const alert = {
    about: 'work',
    subject: name,
    reason: 'test',
    place: { namespace: channel },
    facts: { name, message: '' },
  } as const;
  const key = alertKey(alert);
  await voidLeases(table);
  await table.transact([
    put(key, openAlert(undefined, alert, { nowMs: nowMs - 60_000, quietMs })),
    enqueue({
      lane: alertsLane(channel),
      key: alertsItem,
      row: `${key.pk}/${key.sk}`,
      generation: nowMs,
      dueMs: nowMs,
    }),
  ]);
}

/** An alarm of the installation, as the rule hands it over: each one a later one. */
export function useAlarms({ account }: Still): Promise<Called> {
  const now = new Date().toISOString();
  return callFunction(account, 'AlertsOfAlarmsEntry', {
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    account,
    time: now,
    detail: {
      alarmName: `Firstlight-Test-${Date.now()}`,
      configuration: { description: 'nothing is wrong' },
      state: { value: 'ALARM', timestamp: now },
    },
  });
}

/** What has the function that tells people use a right. */
export async function useAlerts(still: Still, { action, resource }: Right): Promise<Called> {
  const { account } = still;
  if (resource.includes('DeadLetters')) return deliver(account, 'AlertsEntry', {});
  // A channel of Slack takes one message a second, and would rest.
  const ofAction: Readonly<Record<string, string>> = {
    'secretsmanager:GetSecretValue': 'ops',
    'ssm:GetParameter': 'hook',
  };
  const channel = ofAction[action] ?? 'pager';
  // Secrets are kept for a while.
  if (/^(secretsmanager|ssm):/.test(action)) await recycle(account, 'AlertsEntry');
  await somethingIsWrong(still, channel, resource.includes('AlertsQueue') ? 600_000 : 0);
  if (action.endsWith(':BatchGetItem')) await leaveStuck(still, alertsLane(channel));
  return deliver(account, 'AlertsEntry', { lane: alertsLane(channel) });
}
