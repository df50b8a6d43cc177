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

/** A Secrets Manager name or ARN, or the name of a parameter of Systems Manager. */
export const secretName: TextRule = {
  noun: 'the name of a secret',
  instead: 'write its name or ARN, never the secret itself',
  test: (value) => /^[\w/+=.@:-]{1,2048}$/.test(value) && !/^(xox|https?:)/.test(value),
};

export const secretField: TextRule = {
  noun: 'a field of a secret',
  instead: 'write the name of a member of its JSON',
  test: matching(/^[\w.-]{1,128}$/),
};

export const variableName: TextRule = {
  noun: 'the name of an environment variable',
  instead: 'write one such as SLACK_TOKEN',
  test: matching(/^[A-Z_][A-Z0-9_]{0,127}$/),
};

export const pageUrl: TextRule = {
  noun: 'the address of a page',
  instead: 'write one that begins with https://',
  test: matching(/^https:\/\/[^\s<>|"`*]{1,500}$/),
};
