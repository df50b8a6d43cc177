import type { StoredMonitor } from './monitor.ts';
import type { State, StoredIncident, StoredIntegration } from './state.ts';

/** A webhook to be called; whether anybody answers does not matter. */
export interface WebhookCall {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Happened {
  readonly state: State;
  readonly monitor: StoredMonitor;
  readonly incident: StoredIncident;
  readonly nowMs: number;
}

/**
 * What is to be told now of an incident that goes on or has just ended, once to each: who was not told that it began is not told that
 * it ended. People who get e-mails are not modelled, nor repetitions.
 */
export function callsOf(happened: Happened): readonly WebhookCall[] {
  const { state, monitor, incident, nowMs } = happened;
  const isUp = incident.endedMs !== null;
  const calls: WebhookCall[] = [];
  for (const { alertContactId: id, threshold } of monitor.assignedAlertContacts) {
    const integration = state.integrations.get(id);
    if (integration === undefined || incident.told.includes(id) !== isUp) continue;
    if (!isUp && nowMs - incident.startedMs < threshold * 60_000) continue;
    if (!isUp) incident.told.push(id);
    const wants = integration.enableNotificationsFor;
    if (wants === 'UpAndDown' || wants === (isUp ? 'Up' : 'Down')) calls.push(callOf(integration, variables(happened)));
  }
  return calls;
}

/**
 * Where the parts of a call stand. Source: UptimeRobot, help 14498593 and its dashboard's words about webhooks: a query string is
 * appended to the URL; variables in the posted text are replaced as they are, so that a quotation mark breaks the JSON.
 */
function callOf(one: StoredIntegration, values: Readonly<Record<string, string>>): WebhookCall {
  const headers = one.customHeaders ?? {};
  const form = String(new URLSearchParams(values));
  const url = one.sendAsQueryString ? `${one.urlToNotify}${form}` : one.urlToNotify;
  if (one.sendAsJSON) {
    const body = one.postValue.replaceAll(/\*(\w+)\*/g, (placeholder, name) => values[name] ?? placeholder);
    return { url, method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
  }
  if (one.sendAsPostParameters) {
    const type = 'application/x-www-form-urlencoded';
    return { url, method: 'POST', headers: { ...headers, 'content-type': type }, body: form };
  }
  return { url, method: 'GET', headers, body: '' };
}

/** Names as the dashboard lists them; a sample: zulip/zulip, zerver/webhooks/uptimerobot/fixtures. All values are text. */
function variables({ monitor, incident, nowMs }: Happened): Readonly<Record<string, string>> {
  const isUp = incident.endedMs !== null;
  const seconds = Math.round(((incident.endedMs ?? nowMs) - incident.startedMs) / 1000);
  return {
    monitorID: String(monitor.id),
    monitorURL: monitor.url,
    monitorFriendlyName: monitor.friendlyName,
    alertType: isUp ? '2' : '1',
    alertTypeFriendlyName: isUp ? 'Up' : 'Down',
    alertDetails: incident.reason,
    alertDuration: String(seconds),
    alertFriendlyDuration: friendly(seconds),
    alertDateTime: String(Math.floor(nowMs / 1000)),
    monitorAlertContacts: monitor.assignedAlertContacts.map((one) => `${one.alertContactId};5;`).join(','),
    sslExpiryDate: '',
    sslExpiryDaysLeft: '',
  };
}

/** `44 minutes and 37 seconds`, as the sample has it. */
function friendly(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const words = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  if (words.length < 2) return words[0] ?? '0 seconds';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
