import type { Chat } from '#shared/domain/chat.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { slackContents } from './slack-contents.ts';
import { errorOfSlackCode, errorOfStatus, throttled } from './slack-errors.ts';

export interface SlackWebhookOptions {
  /** The secret: whoever knows it may post. */
  readonly url: string;
  readonly fetch?: typeof fetch;
}

/**
 * A channel of Slack by an incoming webhook: it can neither change nor answer a message, so each is a new one.
 * Source: docs.slack.dev, "Sending messages using incoming webhooks".
 */
export function slackWebhook({ url, fetch: transport = fetch }: SlackWebhookOptions): Chat {
  const what = 'incoming webhook';
  return {
    async post(message) {
      const response = await send(transport, url, JSON.stringify(slackContents(message)));
      if (response.status === 429) throw throttled(what, Number(response.headers.get('retry-after')));
      const word = await response.text().catch(() => '');
      if (response.ok) return undefined;
      // Only what looks like one of Slack's words is repeated: whatever else answers may say anything.
      if (response.status < 500 && /^[a-z_]{3,40}$/.test(word)) throw errorOfSlackCode(word, what);
      throw errorOfStatus(response.status, what);
    },
    update: async () => 'gone',
  };
}

async function send(transport: typeof fetch, url: string, body: string): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(callDeadlineMs);
    const headers = { 'content-type': 'application/json' };
    return await transport(url, { method: 'POST', headers, body, redirect: 'error', signal });
  } catch {
    // The error would name the URL, which is the secret.
    throw new RetryableError('Slack: incoming webhook: no answer', { ambiguous: true });
  }
}
