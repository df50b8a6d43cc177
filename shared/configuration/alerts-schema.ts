import * as z from 'zod';
import { alertKinds } from '../domain/alert.ts';
import type { AlertChannel } from '../domain/alert-policy.ts';
import { channelsAtOnce } from '../domain/alert-routes.ts';
import * as own from './alerts-syntax.ts';
import { describeProblem } from './problems.ts';
import { secret } from './secret-schema.ts';
import { choice, list, section, text, whole } from './shapes.ts';
import * as syntax from './syntax.ts';

export const channelOffer = section({
  namespaces: list(text(syntax.namespacePattern), 'namespace patterns', { min: 1, one: 'namespace pattern' }),
  cluster: text(syntax.plainName).exactOptional(),
});

export const alertChannel = section({
  name: text(syntax.plainName),
  kind: choice(['slack', 'slack-webhook', 'email', 'sns'], { webhook: 'slack-webhook', mail: 'email', topic: 'sns' }),
  token: secret.exactOptional(),
  channel: text(own.slackChannel).exactOptional(),
  url: secret.exactOptional(),
  topicArn: text(own.topicArn).exactOptional(),
  offeredTo: list(channelOffer, 'namespaces').exactOptional(),
}).transform(({ name, kind, token, channel, url, topicArn, offeredTo }, context): AlertChannel => {
  const named = { name, ...(offeredTo === undefined ? {} : { offeredTo }) };
  const given = Object.entries({ token, channel, url, topicArn }).flatMap(([key, one]) =>
    one === undefined ? [] : [key],
  );
  if (kind === 'slack' && token !== undefined && channel !== undefined && given.length === 2) {
    return { ...named, kind, token, channel };
  }
  if (kind === 'slack-webhook' && url !== undefined && given.length === 1) return { ...named, kind, url };
  if ((kind === 'email' || kind === 'sns') && topicArn !== undefined && given.length === 1)
    return { ...named, kind, topicArn };
  const needed = { slack: 'token and channel', 'slack-webhook': 'url', email: 'topicArn', sns: 'topicArn' }[kind];
  context.addIssue({
    code: 'custom',
    message: describeProblem(`does not fit its kind ${kind}`, `write ${needed}, nothing else`),
  });
  return z.NEVER;
});

export const alertRoute = section({
  namespaces: list(text(syntax.namespacePattern), 'namespace patterns').exactOptional(),
  cluster: text(syntax.plainName).exactOptional(),
  edge: text(syntax.plainName).exactOptional(),
  about: list(choice(alertKinds), 'kinds of alerts').exactOptional(),
  to: list(text(syntax.plainName), 'names of channels').max(channelsAtOnce, {
    error: describeProblem('has too many channels', `write at most ${channelsAtOnce}: one message may be enough`),
  }),
});

/** Who is told of what. */
export const alerts = section({
  channels: list(alertChannel, 'channels', { min: 1, one: 'channel' }),
  routes: list(alertRoute, 'routes').default([]),
  digestFrom: whole(2, 1_000, 'alerts').default(3),
  flapWindowSeconds: whole(60, 86_400, 'seconds').default(600),
  runbook: text(own.pageUrl).exactOptional(),
});
