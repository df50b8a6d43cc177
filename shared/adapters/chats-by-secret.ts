import type { AlertChannel } from '#shared/domain/alert-policy.ts';
import type { Chat } from '#shared/domain/chat.ts';
import { PermanentError } from '#shared/errors/kinds.ts';
import type { Secrets } from './secrets.ts';
import { identifySlack, type SlackIdentity, slackChannel } from './slack.ts';
import { slackWebhook } from './slack-webhook.ts';
import { snsTopic } from './topic-sns.ts';

export interface ChatsOptions {
  readonly secrets: Secrets;
  /** Where Slack's API is, with a slash at its end. Default: Slack's own. */
  readonly slackUrl?: string;
}

/** The far sides of channels, with the secrets that their configuration names. */
export const chatsBySecret = ({ secrets, slackUrl }: ChatsOptions) => ({
  /** @throws PermanentError with the remedy where its secret cannot be had. */
  async open(channel: AlertChannel): Promise<Chat> {
    if ('topicArn' in channel) return snsTopic({ topicArn: channel.topicArn });
    const ref = channel.kind === 'slack' ? channel.token : channel.url;
    const secret = await secrets.read(ref);
    const forget = () => secrets.forget(ref);
    if (channel.kind === 'slack-webhook') return forgetting(slackWebhook({ url: secret }), forget);
    const options = { token: secret, channel: channel.channel };
    return forgetting(slackChannel(slackUrl === undefined ? options : { ...options, url: slackUrl }), forget);
  },
  /**
   * Whose token a channel is told with; `unread`: whoever asks may not read it. Undefined: its far side cannot be asked
   * without telling people something. @throws what `Secrets` does, and the errors of Slack
   */
  async identify(channel: AlertChannel): Promise<SlackIdentity | { readonly unread: string } | undefined> {
    if (channel.kind !== 'slack') return undefined;
    let token: string;
    try {
      token = await secrets.read(channel.token);
    } catch (error) {
      if (error instanceof PermanentError && error.reason === 'AccessDenied') return { unread: error.message };
      throw error;
    }
    return identifySlack(slackUrl === undefined ? { token } : { token, url: slackUrl });
  },
});

/** What is refused may be so for a secret that was changed: the next try reads it anew. */
function forgetting(chat: Chat, forget: () => void): Chat {
  const orForget = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof PermanentError) forget();
      throw error;
    }
  };
  return {
    post: (message, thread) => orForget(chat.post(message, thread)),
    update: (at, message) => orForget(chat.update(at, message)),
  };
}
