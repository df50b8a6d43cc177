import { alertText } from '#shared/domain/alert.ts';
import type { AlertChannel, AlertPolicy } from '#shared/domain/alert-policy.ts';
import { channelsOf } from '#shared/domain/alert-routes.ts';
import { alertRows, alertsLane, messageRows } from '#shared/rows/alert-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import type { ChannelState } from './plan/channel.ts';

/** A channel of the configuration; undefined where it was taken out. */
export function channelOf({
  lane,
  configuration,
}: Drain): { readonly channel: AlertChannel; readonly policy: AlertPolicy } | undefined {
  const policy = configuration.document.alerts;
  const channel = policy?.channels.find(({ name }) => alertsLane(name) === lane);
  return policy === undefined || channel === undefined ? undefined : { channel, policy };
}

/** What is so, and what the channel was told of it. */
export async function observe(drain: Drain, name: string, policy: AlertPolicy): Promise<Omit<ChannelState, 'nowMs'>> {
  const [alerts, messages] = await Promise.all([drain.table.query(alertRows), drain.table.query(messageRows(name))]);
  const byKey = new Map(alerts.map(({ row }) => [alertText(row), row]));
  const heard = [...byKey].flatMap(([key, alert]) => (channelsOf(alert, policy).includes(name) ? [key] : []));
  return { alerts: byKey, heard: new Set(heard), messages: messages.map(({ row }) => row), policy };
}
