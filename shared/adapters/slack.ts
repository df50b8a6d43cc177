import { LogLevel, WebClient } from '@slack/web-api';
import type { Chat, ChatMessage, PostedAt } from '#shared/domain/chat.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { slackContents } from './slack-contents.ts';
import { classifySlackError, isGone } from './slack-errors.ts';

export interface SlackOptions {
  readonly token: string;
  /** An id (`C…`) or a name with `#`. */
  readonly channel: string;
  /** Default: Slack's own. */
  readonly url?: string;
  readonly fetch?: typeof fetch;
}

/** What a bot's token is worth: who it is, and what its app was allowed. */
export interface SlackIdentity {
  readonly user: string;
  readonly scopes: readonly string[];
}

/** A channel of Slack by a bot's token: one attempt a call, no queue of the SDK's own. */
export function slackChannel({ channel, ...options }: SlackOptions): Chat {
  const client = clientOf(options);
  const what = `channel ${channel}`;
  return {
    async post(message: ChatMessage, thread?: PostedAt) {
      const posting = () =>
        client.chat.postMessage({
          channel: thread?.conversation ?? channel,
          ...slackContents(message),
          parse: 'none',
          link_names: false,
          unfurl_links: false,
          unfurl_media: false,
          ...(thread === undefined ? {} : { thread_ts: thread.ts }),
        });
      const answer = await (thread === undefined ? orThrow(what, posting) : orGone(what, posting));
      if (answer === 'gone') return answer;
      const { ts, channel: conversation } = answer;
      if (ts === undefined || conversation === undefined) {
        throw new RetryableError(`Slack: ${what}: an answer without ts`, { ambiguous: true });
      }
      return { conversation, ts };
    },
    async update({ conversation, ts }: PostedAt, message: ChatMessage) {
      const contents = slackContents(message);
      const changing = { channel: conversation, ts, ...contents, parse: 'none', link_names: false } as const;
      const answer = await orGone(what, () => client.chat.update(changing));
      return answer === 'gone' ? answer : 'updated';
    },
  };
}

/** Whose token it is (`auth.test`). @throws the errors of a channel */
export async function identifySlack(options: Omit<SlackOptions, 'channel'>): Promise<SlackIdentity> {
  const answer = await orThrow('the token', () => clientOf(options).auth.test());
  return { user: answer.user_id ?? '', scopes: answer.response_metadata?.scopes ?? [] };
}

/** What cannot be changed or answered where it stands is said anew, where the configuration says. */
async function orGone<Answer>(what: string, call: () => Promise<Answer>): Promise<Answer | 'gone'> {
  try {
    return await call();
  } catch (error) {
    if (isGone(error)) return 'gone';
    throw classifySlackError(error, what);
  }
}

async function orThrow<Answer>(what: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw classifySlackError(error, what);
  }
}

const clientOf = ({ token, url, fetch }: Omit<SlackOptions, 'channel'>): WebClient =>
  new WebClient(token, {
    ...(url === undefined ? {} : { slackApiUrl: url }),
    ...(fetch === undefined ? {} : { fetch }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callDeadlineMs,
    allowAbsoluteUrls: false,
    logger: silent,
  });

/** What is worth a line is in the errors; the SDK would write what was sent. */
const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
