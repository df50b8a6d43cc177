import { matching, type TextRule } from './syntax.ts';

/** Slack, "Conversation object": ids; names are "lowercase, without spaces or periods, at most 80 characters". */
export const slackChannel: TextRule = {
  noun: 'a channel of Slack',
  instead: 'write its id (C0123456789) or its name with #, for example #ops',
  test: matching(/^(#[^\s#.,A-Z<>&]{1,80}|[CG][A-Z0-9]{1,20})$/),
};

export const topicArn: TextRule = {
  noun: 'the ARN of an SNS topic',
  instead: 'write one such as arn:aws:sns:eu-central-1:123456789012:ops',
  test: matching(/^arn:aws(-[a-z]+)*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/),
};

export const pageUrl: TextRule = {
  noun: 'the address of a page',
  instead: 'write one that begins with https://',
  test: matching(/^https:\/\/[^\s<>|"`*]{1,500}$/),
};
