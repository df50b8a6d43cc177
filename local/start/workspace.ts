import { slackChannel } from '#shared/adapters/slack.ts';
import { slackWebhook } from '#shared/adapters/slack-webhook.ts';
import type { StoredText } from '#shared/adapters/stored-text.ts';
import type { AlertChannel } from '#shared/domain/alert-policy.ts';
import type { Chat } from '#shared/domain/chat.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { Route53Request } from '../cloud/route53/request.ts';
import type { Route53Response } from '../cloud/route53/xml-out.ts';
import { renderPage, shownText } from '../cloud/slack/page.ts';
import { Slack } from '../cloud/slack/slack.ts';
import { refusing } from './refusing.ts';

/** The same for everybody: nothing is behind it. */
const token = 'xoxb-sandbox';
const bot = 'BSANDBOX';
/** Where people look. */
export const slackPage = '/slack';

/** A message as people read it. */
export interface ShownMessage {
  /** With `#`. */
  readonly channel: string;
  readonly text: string;
  /** Of the message that it answers. */
  readonly thread?: string;
}

/** The workspace of the configuration's channels; those that are no Slack are shown as channels of their own names. */
export function openWorkspace({ alerts }: Configuration, stored: StoredText | undefined): Slack {
  const channels = alerts?.channels ?? [];
  const rooms = channels.map((one, at) => {
    const named = one.kind === 'slack' ? one.channel : `#${one.name}`;
    const isId = !named.startsWith('#');
    return { id: isId ? named : `C${at + 1}`, name: isId ? one.name : named.slice(1), members: [bot] };
  });
  const slack: Slack = new Slack({
    channels: rooms.filter(({ name }, at) => rooms.findIndex((one) => one.name === name) === at),
    tokens: [{ token, bot, scopes: ['chat:write'] }],
    webhooks: channels.map(({ name }) => ({ path: webhookPath(name), channel: `#${name}` })),
    onRequest: ({ response }) => {
      if (response.status === 200) stored?.write(JSON.stringify(slack.snapshot()));
    },
  });
  const before = stored?.read();
  if (before !== undefined) refusing('--data: slack.json', () => slack.restore(JSON.parse(before)));
  return slack;
}

const webhookPath = (name: string): string => `/services/${name}`;

/** Whether a request to the local cloud is for Slack. */
export const isForSlack = ({ path }: Route53Request): boolean =>
  path === slackPage || path.startsWith('/api/') || path.startsWith(webhookPath(''));

export function answerSlack(slack: Slack, request: Route53Request, nowMs: number): Route53Response {
  if (request.path !== slackPage) return slack.handle(request, nowMs);
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  };
  return { status: 200, headers, body: renderPage(slack.channels()) };
}

/** Where a channel of the configuration is told here; no secret of it is read. */
export const chatOf = (channel: AlertChannel, url: string): Chat =>
  channel.kind === 'slack'
    ? slackChannel({ token, channel: channel.channel, url: `${url}/api/` })
    : slackWebhook({ url: `${url}${webhookPath(channel.name)}` });

/** Everything that was told, the oldest first. */
export function shownMessages(slack: Slack): readonly ShownMessage[] {
  const all = slack.channels().flatMap(({ name, messages }) => messages.map((one) => ({ name, one })));
  const sorted = all.toSorted((a, b) => Number(a.one.ts) - Number(b.one.ts));
  return sorted.map(({ name, one }) => ({
    channel: `#${name}`,
    text: shownText(one),
    ...(one.threadTs === undefined ? {} : { thread: one.threadTs }),
  }));
}
