import { describe, expect, it } from 'vitest';
import { call, hook, workspace } from './ask.ts';

const textOf = (length: number) => [{ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(length) } }];

describe('chat.postMessage', () => {
  it.each([
    ['a token nobody gave', { token: 'xoxb-none', channel: 'C1', text: 'x' }, 'invalid_auth'],
    ['a token that was revoked', { token: 'xoxb-gone', channel: 'C1', text: 'x' }, 'token_revoked'],
    ['a token without the scope', { token: 'xoxb-mute', channel: 'C1', text: 'x' }, 'missing_scope'],
    ['a channel nobody made', { channel: '#none', text: 'x' }, 'channel_not_found'],
    ['a private channel without an invitation', { channel: 'C3', text: 'x' }, 'channel_not_found'],
    ['a channel without an invitation', { channel: 'C2', text: 'x' }, 'not_in_channel'],
    ['an archived channel', { channel: '#old', text: 'x' }, 'is_archived'],
    ['nothing to say', { channel: 'C1' }, 'no_text'],
    ['a text that is too long', { channel: 'C1', text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['a section that is too long', { channel: 'C1', text: 'x', blocks: textOf(3_001) }, 'invalid_blocks'],
    ['too many blocks', { channel: 'C1', text: 'x', blocks: Array(51).fill(textOf(1)[0]) }, 'invalid_blocks'],
    ['a block that is none', { channel: 'C1', text: 'x', blocks: [{ type: 'header' }] }, 'invalid_blocks'],
    ['a thread that is none', { channel: 'C1', text: 'x', thread_ts: '1.000009' }, 'cannot_reply_to_message'],
    ['an argument nobody knows', { channel: 'C1', text: 'x', chanel: 'C1' }, 'invalid_arguments'],
  ])('refuses %s', (_what, from, error) => {
    const slack = workspace();
    expect(call(slack, 'chat.postMessage', from)).toMatchObject({ status: 200, body: { ok: false, error } });
    expect(slack.channels().flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('says which scope is missing', () => {
    expect(call(workspace(), 'chat.postMessage', { token: 'xoxb-mute', channel: 'C1', text: 'x' }).body).toMatchObject({
      needed: 'chat:write',
      provided: 'users:read',
    });
  });

  it('posts uninvited with the scope for that, but not into a private channel', () => {
    const as = { token: 'xoxb-public', text: 'x' };
    expect(call(workspace(), 'chat.postMessage', { ...as, channel: '#elsewhere' }).body).toMatchObject({ ok: true });
    expect(call(workspace(), 'chat.postMessage', { ...as, channel: 'C3' }).body).toMatchObject({
      error: 'channel_not_found',
    });
  });

  it('takes one message a second and channel', () => {
    const slack = workspace();
    const post = (atMs: number) => call(slack, 'chat.postMessage', { channel: '#ops', text: 'x', atMs });
    expect(post(0).status).toBe(200);
    expect(post(10)).toMatchObject({ status: 429, headers: { 'retry-after': '1' }, body: { error: 'ratelimited' } });
    expect(post(1_000).status).toBe(200);
    expect(slack.channels()[0]?.messages).toHaveLength(2);
  });

  it('answers in a thread, but not in that of an answer', () => {
    const slack = workspace();
    const { body: parent } = call(slack, 'chat.postMessage', { channel: 'C1', text: 'down' });
    const thread = { channel: 'C1', text: 'up', thread_ts: Object(parent).ts };
    const { body: reply } = call(slack, 'chat.postMessage', { ...thread, atMs: 1_000 });
    expect(slack.channels()[0]?.messages[1]).toMatchObject({ text: 'up', threadTs: Object(parent).ts });
    const again = { ...thread, thread_ts: Object(reply).ts, atMs: 2_000 };
    expect(call(slack, 'chat.postMessage', again).body).toMatchObject({ error: 'cannot_reply_to_message' });
  });
});

describe('chat.update', () => {
  it('replaces what the same bot wrote, and nothing else', () => {
    const slack = workspace();
    const { ts } = Object(call(slack, 'chat.postMessage', { channel: 'C1', text: 'down', blocks: textOf(3) }).body);
    expect(call(slack, 'chat.update', { channel: 'C1', ts, text: 'up' }).body).toMatchObject({ ok: true, ts });
    expect(slack.channels()[0]?.messages).toMatchObject([{ ts, text: 'up' }]);
    const error = (from: object) =>
      Object(call(slack, 'chat.update', { text: 'x', channel: 'C1', ts, ...from }).body).error;
    expect(error({ ts: '9.000000' })).toBe('message_not_found');
    expect(error({ channel: '#ops' })).toBe('channel_not_found');
    expect(error({ token: 'xoxb-public' })).toBe('cant_update_message');
    slack.put({ id: 'C1', name: 'ops', archived: true });
    expect(error({})).toBe('is_archived');
  });
});

describe('incoming webhooks', () => {
  it.each([
    ['an unknown path', '/services/T/B/none', '{"text":"x"}', 404, 'no_service'],
    ['an archived channel', '/services/T/B/old', '{"text":"x"}', 410, 'channel_is_archived'],
    ['what is no JSON', '/services/T/B/ops', 'text=x', 400, 'invalid_payload'],
    ['nothing to say', '/services/T/B/ops', '{}', 400, 'no_text'],
  ])('refuse %s', (_what, path, body, status, word) => {
    expect(hook(workspace(), path, body)).toMatchObject({ status, body: word });
  });

  it('post without saying where, and share the rate of the channel', () => {
    const slack = workspace();
    expect(hook(slack, '/services/T/B/ops', '{"text":"x"}')).toMatchObject({ status: 200, body: 'ok' });
    expect(call(slack, 'chat.postMessage', { channel: 'C1', text: 'x' }).status).toBe(429);
  });
});

describe('the workspace', () => {
  it('outlives its process, but not what a token may do', () => {
    const slack = workspace();
    call(slack, 'chat.postMessage', { channel: 'C1', text: 'x', atMs: 5_000 });
    const next = workspace();
    next.restore(JSON.parse(JSON.stringify(slack.snapshot())));
    expect(next.channels()).toEqual(slack.channels());
    next.putToken({ token: 'xoxb-good', bot: 'B1', scopes: ['chat:write'], revoked: true });
    expect(call(next, 'auth.test').body).toEqual({ ok: false, error: 'token_revoked' });
  });

  it('counts calls, and names what it does not model', () => {
    const slack = workspace();
    expect(call(slack, 'auth.test')).toMatchObject({ headers: { 'x-oauth-scopes': 'chat:write' }, body: { ok: true } });
    expect(call(slack, 'conversations.history').body).toEqual({ ok: false, error: 'unknown_method' });
    expect(slack.calls()).toEqual({ 'auth.test': 1 });
  });
});
