import type { BucketLimit, Draw } from '../route53/buckets.ts';
import type { Refusal } from './answer.ts';
import { readContents } from './contents.ts';
import type { Limits } from './limits.ts';
import { type BotToken, type Channel, findChannel, type Message, type State } from './state.ts';

/** The methods that this model knows, and what a token must be allowed for each. */
export const methods = { 'auth.test': '', 'chat.postMessage': 'chat:write', 'chat.update': 'chat:write' } as const;
export type Method = keyof typeof methods;
export const isMethod = (name: string): name is Method => Object.hasOwn(methods, name);

/** One call, with a token that is allowed to make it. */
export interface Ask {
  readonly state: State;
  readonly limits: Limits;
  readonly bot: BotToken;
  readonly from: Readonly<Record<string, unknown>>;
  readonly nowMs: number;
}

export type Answer = Refusal | { readonly ok: true; readonly [member: string]: unknown };

/** Beside what "chat.postMessage" and "chat.update" list, nothing is taken: a slip would go unseen. */
const known: Readonly<Record<Method, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': [
    ...['channel', 'text', 'blocks', 'thread_ts', 'reply_broadcast', 'parse', 'link_names'],
    ...['mrkdwn', 'unfurl_links', 'unfurl_media'],
  ],
  'chat.update': ['channel', 'ts', 'text', 'blocks', 'parse', 'link_names'],
};

export function answerMethod(method: Method, ask: Ask): Answer {
  const strange = Object.keys(ask.from).find((name) => !known[method].includes(name));
  if (strange !== undefined) return { error: 'invalid_arguments', response_metadata: { messages: [strange] } };
  if (method === 'auth.test') return { ok: true, user_id: ask.bot.bot, bot_id: ask.bot.bot, team: 'sandbox' };
  return method === 'chat.postMessage' ? postMessage(ask) : update(ask);
}

/** Which bucket a call draws from: posting one for each channel, the others one for each token. */
export function drawOf(method: Method, { state, limits, bot, from }: Omit<Ask, 'nowMs'>): Draw {
  const draw = (bucket: string, limit: BucketLimit): Draw => ({ bucket, limit, tokens: 1 });
  if (method === 'auth.test') return draw(`auth.test ${bot.bot}`, limits.special);
  if (method === 'chat.update') return draw(`chat.update ${bot.bot}`, limits.tier3);
  const named = String(from['channel']);
  return draw(`channel ${findChannel(state, named)?.id ?? named}`, limits.perChannel);
}

function postMessage(ask: Ask): Answer {
  const channel = findChannel(ask.state, String(ask.from['channel'] ?? ''));
  const isInvited = channel?.members.includes(ask.bot.bot) === true;
  // "channel_not_found" is also said of private ones that the bot is not in.
  if (channel === undefined || (channel.private && !isInvited)) return { error: 'channel_not_found' };
  if (channel.archived) return { error: 'is_archived' };
  if (!isInvited && !ask.bot.scopes.includes('chat:write.public')) return { error: 'not_in_channel' };
  const contents = readContents(ask.from, ask.limits);
  if ('error' in contents) return contents;
  const thread = ask.from['thread_ts'];
  if (thread !== undefined && !isParent(channel, thread)) return { error: 'cannot_reply_to_message' };
  const message = addMessage(ask.state, channel, {
    ...contents,
    by: ask.bot.bot,
    ...(typeof thread === 'string' ? { threadTs: thread } : {}),
    nowMs: ask.nowMs,
  });
  return { ok: true, channel: channel.id, ts: message.ts, message: { ts: message.ts, text: message.text } };
}

/** A reply's own `ts` is no thread ("chat.postMessage", thread_ts). Assumption: Slack's word for it. */
const isParent = ({ messages }: Channel, ts: unknown): boolean =>
  messages.some((one) => one.ts === ts && one.threadTs === undefined);

function update(ask: Ask): Answer {
  const { from, state } = ask;
  // "chat.update" takes ids only.
  const channel = state.channels.get(String(from['channel'] ?? ''));
  if (channel === undefined) return { error: 'channel_not_found' };
  if (channel.archived) return { error: 'is_archived' };
  const at = channel.messages.findIndex(({ ts }) => ts === from['ts']);
  const before = channel.messages[at];
  if (before === undefined) return { error: 'message_not_found' };
  if (before.by !== ask.bot.bot) return { error: 'cant_update_message' };
  const contents = readContents(from, ask.limits);
  if ('error' in contents) return contents;
  const { text: _text, shown: _shown, ...rest } = before;
  channel.messages[at] = { ...rest, ...contents, editedTs: timestampOf(ask.nowMs, 0) };
  return { ok: true, channel: channel.id, ts: before.ts, text: contents.text };
}

export function addMessage(
  state: State,
  channel: Channel,
  { nowMs, ...said }: Omit<Message, 'ts'> & { readonly nowMs: number },
): Message {
  state.messages += 1;
  const message = { ts: timestampOf(nowMs, state.messages), ...said };
  channel.messages.push(message);
  return message;
}

/** Seconds, and six digits that make it the only one in its channel ("Messaging"). */
const timestampOf = (ms: number, count: number): string =>
  `${Math.floor(ms / 1_000)}.${String(count % 1_000_000).padStart(6, '0')}`;
