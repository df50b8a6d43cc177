import { Slack, type SlackOptions } from '#local/cloud/slack/slack.ts';

export const bot = { token: 'xoxb-good', bot: 'B1', scopes: ['chat:write'] };

/** A workspace with a channel of each sort. */
export const workspace = (options: Partial<SlackOptions> = {}): Slack =>
  new Slack({
    channels: [
      { id: 'C1', name: 'ops', members: ['B1'] },
      { id: 'C2', name: 'elsewhere' },
      { id: 'C3', name: 'secret', private: true },
      { id: 'C4', name: 'old', archived: true, members: ['B1'] },
    ],
    tokens: [
      bot,
      { token: 'xoxb-public', bot: 'B2', scopes: ['chat:write', 'chat:write.public'] },
      { token: 'xoxb-mute', bot: 'B3', scopes: ['users:read'] },
      { token: 'xoxb-gone', bot: 'B4', scopes: ['chat:write'], revoked: true },
    ],
    webhooks: [
      { path: '/services/T/B/ops', channel: 'C1' },
      { path: '/services/T/B/old', channel: 'C4' },
    ],
    ...options,
  });

const read = ({ status, headers, body }: ReturnType<Slack['handle']>) => ({ status, headers, body: parse(body) });

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** Calls a method as the SDK does: a form, objects in it as JSON. */
export function call(
  slack: Slack,
  method: string,
  from: Readonly<Record<string, unknown>> & { readonly token?: string; readonly atMs?: number } = {},
) {
  const { token = bot.token, atMs = 0, ...rest } = from;
  const form = Object.entries(rest).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  return read(slack.handle({ method: 'POST', path: `/api/${method}`, query: {}, headers, body }, atMs));
}

export const hook = (slack: Slack, path: string, body: string, atMs = 0) =>
  read(slack.handle({ method: 'POST', path, query: {}, headers: { 'content-type': 'application/json' }, body }, atMs));
