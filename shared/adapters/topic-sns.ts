import { PublishCommand, SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import type { Chat } from '#shared/domain/chat.ts';
import { plainText } from '#shared/domain/plain-text.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { classifySdkError, type FarSide, type Meaning } from './sdk-errors.ts';

export interface TopicOptions {
  readonly topicArn: string;
  readonly client?: Omit<SNSClientConfig, 'maxAttempts'>;
}

const refused: Meaning = { kind: 'permanent', reason: 'Refused', scope: 'surroundings' };

/** Errors of Publish (Amazon SNS, API reference). */
const sns: FarSide = {
  name: 'SNS',
  throttleMs: 2_000,
  codes: {
    AuthorizationErrorException: { kind: 'permanent', reason: 'AccessDenied', scope: 'surroundings' },
    NotFoundException: refused,
    InvalidParameterException: refused,
    KMSThrottlingException: { kind: 'throttled' },
    ThrottledException: { kind: 'throttled' },
  },
};

/** A topic with e-mail or a pager behind it: what was published is neither changed nor answered. */
export function snsTopic({ topicArn, client: config = {} }: TopicOptions): Chat {
  // The region of the topic stands in its ARN.
  const [, , , region = ''] = topicArn.split(':');
  const client = new SNSClient({ region, ...config, maxAttempts: 1 });
  return {
    async post({ text, subject }) {
      const command = new PublishCommand({ TopicArn: topicArn, Message: text, Subject: subjectOf(subject) });
      try {
        await client.send(command, { abortSignal: AbortSignal.timeout(callDeadlineMs) });
      } catch (error) {
        throw classifySdkError(sns, 'change', error);
      }
      return undefined;
    },
    update: async () => 'gone',
  };
}

/** "ASCII text that begins with a letter, number, or punctuation mark", under 100 characters (API reference, Publish). */
const subjectOf = (subject: string): string =>
  plainText(subject.replaceAll(/[^\x20-\x7e]+/g, '?'), 96).replace('…', '...');
