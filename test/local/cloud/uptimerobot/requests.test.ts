import { describe, expect, it } from 'vitest';
import { plans } from '#local/cloud/uptimerobot/plans.ts';
import { call, create, endless, http, keyword, laterMs, openAccount, startMs } from './ask.ts';

const refusal = (answer: ReturnType<typeof call>) => ({ status: answer.status, body: answer.json });

describe('a key', () => {
  it.each([
    ['none', '', 'GET /user/me', 401],
    ['an unknown or expired one', 'gone', 'GET /user/me', 401],
    ['one that reads', 'reader', 'GET /user/me', 200],
    ['one that reads, changing something', 'reader', 'DELETE /monitors/1', 403],
  ])('%s', (_title, key, line, status) => {
    expect(call(openAccount({ keys: { reader: 'read-only' } }), line, { key }).status).toBe(status);
  });

  it('is refused from the moment it expires', () => {
    const account = openAccount();
    account.setKey('main-key');
    expect(refusal(call(account, 'GET /monitors'))).toEqual({
      status: 401,
      body: { message: 'Invalid token.', code: '003-005' },
    });
  });
});

describe('the rate', () => {
  it('is ten calls in a minute on the free plan, told by the headers, then 429 until the minute is over', () => {
    const account = openAccount({ plan: plans.free });
    const told = Array.from({ length: 10 }, (_, at) => call(account, 'GET /user/me', { nowMs: startMs + at }));
    expect(told.map(({ headers }) => headers['x-ratelimit-remaining'])).toEqual([...'9876543210']);
    const over = call(account, 'GET /user/me', { nowMs: startMs + 10_000 });
    expect(over).toMatchObject({ status: 429, headers: { 'retry-after': '50', 'x-ratelimit-remaining': '0' } });
    expect(over.json).toBeUndefined();
    expect(over.headers['x-ratelimit-reset']).toBe(String(startMs / 1000 + 60));
    expect(call(account, 'GET /user/me', { nowMs: startMs + 59_999 }).status).toBe(429);
    expect(call(account, 'GET /user/me', { nowMs: startMs + 60_000 }).status).toBe(200);
  });

  it('is twice the monitors on paid plans', () => {
    const limit = (plan: keyof typeof plans) =>
      call(openAccount({ plan: plans[plan] }), 'GET /user/me').headers['x-ratelimit-limit'];
    expect([limit('solo'), limit('team'), limit('enterprise')]).toEqual(['100', '200', '2000']);
  });
});

describe('what is refused as written', () => {
  it.each<[string, object]>([
    ['a name that is too long', { friendlyName: 'n'.repeat(251) }],
    ['an empty name', { friendlyName: '' }],
    ['an interval under the least', { interval: 29 }],
    ['a time-out over the most', { timeout: 61 }],
    ['a URL without scheme', { url: 'app.example.com' }],
    ['another scheme', { url: 'ftp://app.example.com' }],
    ['a tag with capitals', { tagNames: ['Firstlight'] }],
    ['a tag of 51 characters', { tagNames: ['t'.repeat(51)] }],
    ['21 tags', { tagNames: Array.from({ length: 21 }, (_, at) => `t${at}`) }],
    ['no such status', { successHttpResponseCodes: ['6xx'] }],
    ['a field of other monitors', { port: 443 }],
    ['a keyword without its words', { type: 'KEYWORD' }],
    ['a longer keyword', { ...keyword, keywordValue: 'k'.repeat(501) }],
    ['no region', { regionData: { REGION: [] } }],
    ['another type', { type: 'PING' }],
  ])('%s', (_title, over) => {
    expect(call(openAccount(), 'POST /monitors', { body: { ...http, ...over } }).status).toBe(400);
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    'localhost',
    '[::1]',
  ])('a URL nobody outside can reach: %s', (host) => {
    expect(call(openAccount(), 'POST /monitors', { body: { ...http, url: `http://${host}/` } })).toMatchObject({
      status: 400,
      json: { code: '-29001' },
    });
  });

  it('no JSON, another content type, an unknown route', () => {
    const account = openAccount();
    expect(call(account, 'POST /monitors', { body: '{' }).status).toBe(400);
    expect(call(account, `POST /monitors/${create(account)}/pause`, { headers: {} }).status).toBe(415);
    expect(refusal(call(account, 'GET /nothing'))).toEqual({
      status: 404,
      body: { message: 'Cannot GET /v3/nothing', error: 'Not Found', statusCode: 404 },
    });
  });
});

describe('what the plan does not have', () => {
  it.each<[string, keyof typeof plans, object]>([
    ['an interval under its shortest', 'free', { interval: 299 }],
    ['custom fields', 'free', { interval: 300, customFields: { a: 'b' } }],
    ['regions', 'free', { interval: 300, regionData: { REGION: ['eu'] } }],
    ['more regions', 'solo', { regionData: { REGION: ['eu', 'na'] } }],
    [
      'a delay of a contact',
      'free',
      { interval: 300, assignedAlertContacts: [{ alertContactId: 11, threshold: 1, recurrence: 0 }] },
    ],
  ])('%s', (_title, plan, over) => {
    expect(call(openAccount({ plan: plans[plan] }), 'POST /monitors', { body: { ...http, ...over } })).toMatchObject({
      status: 403,
      json: { code: '-28002' },
    });
  });

  it('another monitor; paused ones count, and one that goes beyond a smaller plan is not resumed', () => {
    const account = openAccount({ plan: { ...endless, monitors: 2 } });
    const first = create(account);
    create(account);
    expect(call(account, `POST /monitors/${first}/pause`, { body: {} }).status).toBe(201);
    const over = { status: 403, json: { code: '-28001' } };
    expect(call(account, 'POST /monitors', { body: http })).toMatchObject(over);
    account.setPlan({ ...endless, monitors: 1 });
    expect(call(account, `POST /monitors/${first}/start`, { body: {}, nowMs: laterMs })).toMatchObject(over);
  });

  it('webhooks', () => {
    const body = { type: 'Webhook', data: { urlToNotify: 'https://hook.example.com/', postValue: '{}' } };
    const statusOn = (plan: keyof typeof plans) =>
      call(openAccount({ plan: plans[plan] }), 'POST /integrations', { body }).status;
    expect([statusOn('free'), statusOn('solo'), statusOn('team')]).toEqual([403, 403, 201]);
  });
});
