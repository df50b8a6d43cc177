import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from '#local/cloud/escape-html.ts';
import { pacingOf, retryAfterMs } from '#shared/adapters/uptimerobot/pacing.ts';
import { unescapeHtml } from '#shared/adapters/uptimerobot/texts.ts';
import { uptimeRobot } from '#shared/adapters/uptimerobot/uptimerobot.ts';

const nowMs = 1_800_000_000_000;
const key = 'u1-very-secret';

/** The adapter of an account that answers everything alike. */
const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  uptimeRobot({
    apiKey: key,
    clock: { now: () => nowMs },
    fetch: async () => new Response(body, { status, headers }),
  });
const thrown = (call: Promise<unknown>) => call.catch((error: unknown) => error);
const webhook = { name: 'h', url: 'https://h.example.com/', body: '{}', headers: { 'x-key': 'hook-secret' } };

describe('an answer of UptimeRobot', () => {
  it.each<[string, number, string, object]>([
    ['an unknown key', 401, '{"message":"Invalid token.","code":"003-005"}', { reason: 'AccessDenied' }],
    ['whoever stands before it', 403, '<html>', { reason: 'AccessDenied' }],
    ['a feature of other plans', 403, '{"message":"no","code":"000-003"}', { reason: 'PlanForbids' }],
    ['a code that is a number', 400, '{"message":"no","code":-28002}', { reason: 'PlanForbids' }],
    ['a full plan', 400, '{"message":"no","code":"000-007"}', { reason: 'QuotaReached' }],
    ['messages', 400, '{"message":["a","b"],"statusCode":400}', { reason: 'Refused', scope: 'wish' }],
    ['an outage', 502, '<html>Bad Gateway</html>', { name: 'RetryableError', ambiguous: false }],
    ['no JSON', 200, '<html>', { name: 'RetryableError' }],
    ['something else', 200, '{"data":"none"}', { name: 'RetryableError' }],
    ['a link that leads nowhere', 200, '{"data":[],"nextLink":"https://x/?a=1"}', { name: 'RetryableError' }],
  ])('%s', async (_title, status, body, expected) => {
    expect(await thrown(answering(status, body).list({}))).toMatchObject(expected);
  });

  it.each([
    ['<html>', { reason: 'Refused', scope: 'wish' }],
    ['{"message":"no","code":"-31002"}', { reason: 'AccessDenied' }],
    ['{"message":"no","code":"003-005"}', { reason: 'AccessDenied' }],
  ])('403 %s to a change is of the account only where its code says so', async (body, expected) => {
    expect(await thrown(answering(403, body).pause('1'))).toMatchObject(expected);
  });

  it('may lack the link to a next page, and hold monitors of any kind', async () => {
    const ping = { id: 1, friendlyName: 'p', url: 'a.example.com', status: 'UP', type: 'PING', interval: 60 };
    const beat = {
      id: 2,
      friendlyName: null,
      status: 7,
      type: 'HEARTBEAT',
      tags: null,
      lastIncident: null,
      psps: 'none',
    };
    const { value } = await answering(200, JSON.stringify({ data: [ping, beat] })).list({});
    expect(value).toEqual({
      items: [
        { id: '1', name: 'p', url: 'a.example.com', status: 'up', tags: [], statusPages: [] },
        { id: '2', name: '', url: '', status: 'unchecked', tags: [], statusPages: [] },
      ],
    });
  });

  it('is not believed where it does not say whose a monitor is', async () => {
    const data = [{ id: 1, friendlyName: 'p', url: '', status: 'UP', tags: ['firstlight'] }];
    expect(await thrown(answering(200, JSON.stringify({ data })).list({}))).toMatchObject({ name: 'RetryableError' });
  });

  it('is not believed where a monitor was made without saying which', async () => {
    const made = answering(201, '{}').createWebhook(webhook);
    expect(await thrown(made)).toMatchObject({ name: 'RetryableError', ambiguous: true });
  });

  it('shows neither key nor secrets in what it is told as, nor anything but one line', async () => {
    const body = JSON.stringify({ message: `bad ${key}\n${webhook.headers['x-key']} <b>`, code: 'x' });
    const error = String(await thrown(answering(400, body).createWebhook(webhook)));
    expect(error).toContain('bad … … <b>');
    expect(error).not.toMatch(/secret|\n/);
  });

  it('that never comes tells no key either', async () => {
    const provider = uptimeRobot({
      apiKey: key,
      clock: { now: () => nowMs },
      fetch: async (_url, init) => {
        throw new TypeError(`cannot send ${JSON.stringify(init)}`);
      },
    });
    const error = await thrown(provider.delete('1'));
    expect(error).toMatchObject({ name: 'RetryableError', ambiguous: true });
    expect(String(error)).not.toContain(key);
  });
});

describe('the pace', () => {
  it.each<[string, Record<string, string>, object]>([
    ['in epoch seconds', { 'x-ratelimit-reset': '1800000030' }, { resetMs: nowMs + 30_000 }],
    ['in seconds from now', { 'x-ratelimit-reset': '60' }, { resetMs: nowMs + 60_000 }],
    ['of nothing', {}, {}],
    ['in words', { 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '-1' }, {}],
    ['whole', { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' }, { limit: 10, remaining: 0 }],
  ])('%s', (_title, headers, expected) => {
    expect(pacingOf(new Headers(headers), nowMs)).toEqual(expected);
  });

  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'retry-after': '7', 'x-ratelimit-reset': '60' }, 7000],
    ['a date', { 'retry-after': new Date(nowMs + 120_000).toUTCString() }, 120_000],
    ['a date that is over', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT', 'x-ratelimit-reset': '5' }, 5000],
    ['neither', { 'retry-after': '1.5', 'x-ratelimit-reset': '60' }, 60_000],
    ['a reset that is over', { 'x-ratelimit-reset': '1700000000' }, 60_000],
    ['nothing', {}, 60_000],
  ])('asks to wait by %s', (_title, headers, waitMs) => {
    expect(retryAfterMs(new Headers(headers), nowMs)).toBe(waitMs);
  });
});

describe('laws of texts', () => {
  it('what was escaped comes back as it was', () => {
    const text = fc.string({ unit: fc.constantFrom('&', '<', '>', '"', "'", 'amp;', '#39;', 'a', ';') });
    fc.assert(
      fc.property(text, (one) => {
        expect(unescapeHtml(escapeHtml(one))).toBe(one);
      }),
    );
  });
});
