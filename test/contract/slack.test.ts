import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FaultKind, withFaults } from '#local/cloud/route53/faults.ts';
import { type RunningServer, serveRoute53 } from '#local/cloud/route53/server.ts';
import { faultAnswers } from '#local/cloud/slack/answer.ts';
import type { Slack } from '#local/cloud/slack/slack.ts';
import { chatsBySecret } from '#shared/adapters/chats-by-secret.ts';
import { identifySlack, slackChannel } from '#shared/adapters/slack.ts';
import { slackWebhook } from '#shared/adapters/slack-webhook.ts';
import { PermanentError } from '#shared/errors/kinds.ts';
import { workspace } from '../local/cloud/slack/ask.ts';

const message = (text: string) => ({
  text,
  escaped: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  subject: 's',
});
const time = { nowMs: 0 };
let slack: Slack;
let fault: FaultKind | undefined;
let server: RunningServer;

beforeEach(async () => {
  slack = workspace();
  fault = undefined;
  const handle: Slack['handle'] = (request, nowMs) => {
    const shares = fault === undefined ? {} : { [fault]: 1 };
    const faulty = withFaults((...asked) => slack.handle(...asked), { shares, random: () => 0, answers: faultAnswers });
    return faulty(request, nowMs);
  };
  server = await serveRoute53({ handle }, { port: 0, clock: () => time.nowMs });
});
afterEach(() => server.close());

const channel = (channelName = '#ops', token = 'xoxb-good') =>
  slackChannel({ token, channel: channelName, url: `${server.url}/api/` });
const shown = () => slack.channels()[0]?.messages.map(({ shown: text, threadTs }) => ({ text, threadTs }));
const thrown = (done: Promise<unknown>) => done.catch((error: unknown) => error);

describe('a channel of Slack over its SDK', () => {
  it('posts, changes and answers, showing exactly what was said', async () => {
    const at = await channel().post(message('down <!here> & <https://a|b> *x*'));
    if (at === undefined || at === 'gone') throw new Error('no ts');
    expect(shown()).toEqual([{ text: 'down <!here> & <https://a|b> *x*', threadTs: undefined }]);
    expect(slack.channels()[0]?.messages[0]?.text).toBe('down &lt;!here> &amp; &lt;https://a|b> *x*');
    expect(await channel().update(at, message('up'))).toBe('updated');
    time.nowMs += 1_000;
    await channel().post(message('after 1 second'), at);
    expect(shown()).toEqual([
      { text: 'up', threadTs: undefined },
      { text: 'after 1 second', threadTs: at.ts },
    ]);
  });

  it('says that a message is gone', async () => {
    expect(await channel().update({ conversation: 'C1', ts: '1.000000' }, message('up'))).toBe('gone');
  });

  it.each(['C1', 'C2', 'C4', 'C9'])('says that what stood in %s cannot be answered', async (conversation) => {
    expect(await channel().post(message('up'), { conversation, ts: '1.000000' })).toBe('gone');
  });

  it('tells a message that is refused from a channel that is', async () => {
    const error = await thrown(channel().post(message('')));
    expect(error).toMatchObject({ name: 'PermanentError', reason: 'Refused', scope: 'wish' });
  });

  it.each([
    ['#none', 'xoxb-good', 'Refused', /channel_not_found: correct the channel/],
    ['C2', 'xoxb-good', 'Refused', /not_in_channel: invite the app/],
    ['#old', 'xoxb-good', 'Refused', /is_archived: unarchive/],
    ['#ops', 'xoxb-gone', 'AccessDenied', /token_revoked: put a bot token/],
    ['#ops', 'xoxb-mute', 'AccessDenied', /missing_scope: give the app the scope chat:write/],
  ])('refuses %s with %s for good, with the remedy', async (name, token, reason, text) => {
    const error = await thrown(channel(name, token).post(message('x')));
    expect(error).toMatchObject({ name: 'PermanentError', reason, scope: 'surroundings' });
    expect(String(error)).toMatch(text);
    expect(String(error)).not.toContain(token);
  });

  it('hands the pause on instead of waiting', async () => {
    await channel().post(message('x'));
    expect(await thrown(channel().post(message('y')))).toMatchObject({ name: 'ThrottledError', retryAfterMs: 1_000 });
    expect(slack.calls()).toEqual({ 'chat.postMessage': 2 });
  });

  it.each([
    ['lostAnswer', 1],
    ['failedAfter', 1],
    ['unheard', 0],
    ['unavailable', 0],
  ] as const)('does not know what became of %s, and does not ask again by itself', async (kind, stands) => {
    fault = kind;
    expect(await thrown(channel().post(message('x')))).toMatchObject({ name: 'RetryableError', ambiguous: true });
    expect(slack.channels()[0]?.messages).toHaveLength(stands);
  });

  it('says whose a token is', async () => {
    const url = `${server.url}/api/`;
    expect(await identifySlack({ token: 'xoxb-good', url })).toEqual({ user: 'B1', scopes: ['chat:write'] });
    expect(await thrown(identifySlack({ token: 'no', url }))).toMatchObject({ reason: 'AccessDenied' });
    const chats = (read: () => Promise<string>) =>
      chatsBySecret({ secrets: { read, readAll: async () => [], forget: () => {} }, slackUrl: url });
    const ops = { name: 'ops', kind: 'slack', token: { ssm: 'x' }, channel: '#ops' } as const;
    expect(await chats(async () => 'xoxb-good').identify(ops)).toEqual({ user: 'B1', scopes: ['chat:write'] });
    const denied = new PermanentError('AccessDenied', 'parameter x may not be read');
    expect(await chats(() => Promise.reject(denied)).identify(ops)).toEqual({ unread: denied.message });
    const gone = new PermanentError('Refused', 'parameter x cannot be read');
    expect(await thrown(chats(() => Promise.reject(gone)).identify(ops))).toBe(gone);
    const pager = { name: 'pager', kind: 'sns', topicArn: 'x' } as const;
    expect(await chats(async () => '').identify(pager)).toBeUndefined();
  });
});

describe('an incoming webhook', () => {
  const webhook = (name: string) => slackWebhook({ url: `${server.url}/services/T/B/${name}` });

  it('posts and keeps nothing to change', async () => {
    expect(await webhook('ops').post(message('down & out'))).toBeUndefined();
    expect(shown()).toEqual([{ text: 'down & out', threadTs: undefined }]);
    expect(await webhook('ops').update({ conversation: '', ts: '' }, message('x'))).toBe('gone');
    expect(await thrown(webhook('ops').post(message('x')))).toMatchObject({ name: 'ThrottledError' });
  });

  it('never names its secret', async () => {
    const errors = [await thrown(webhook('old').post(message('x'))), await thrown(webhook('none').post(message('x')))];
    fault = 'unheard';
    errors.push(await thrown(webhook('ops').post(message('x'))));
    expect(errors.map(String)).toEqual([
      expect.stringContaining('channel_is_archived: unarchive'),
      expect.stringContaining('no_service: make the incoming webhook anew'),
      expect.stringContaining('no answer'),
    ]);
    expect(errors.map(String).join()).not.toContain('/services/');
  });
});
