import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, create, http, idsOf, keyword, laterMs, openAccount, startMs, walkIds } from './ask.ts';

const quiet = { limits: { flickers: false } };

describe('a monitor', () => {
  it('is what was asked for, and what the service takes where nothing was', () => {
    const account = openAccount();
    const id = create(account, { tagNames: ['a'], maintenanceWindowsIds: [21] });
    expect(call(account, `GET /monitors/${id}`).json).toMatchObject({
      ...http,
      id,
      status: 'STARTED',
      tags: [{ name: 'a' }],
      maintenanceWindows: [{ id: 21, name: 'Nightly' }],
      successHttpResponseCodes: ['2xx', '3xx'],
      createDateTime: '2026-01-01T00:00:00.000Z',
    });
    const { httpMethodType: _get, ...without } = http;
    const other = call(account, 'POST /monitors', { body: without });
    expect(other).toMatchObject({ status: 201, json: { httpMethodType: 'HEAD' } });
  });

  it('comes back escaped', () => {
    const account = openAccount();
    const id = create(account, { friendlyName: `<a> & "b" 'c'`, url: 'https://a.example.com/?x=1&y=2' });
    expect(call(account, `GET /monitors/${id}`).json).toMatchObject({
      friendlyName: '&lt;a&gt; &amp; &quot;b&quot; &#39;c&#39;',
      url: 'https://a.example.com/?x=1&amp;y=2',
    });
    expect(account.monitors()[0]?.friendlyName).toBe(`<a> & "b" 'c'`);
  });

  it('is changed field by field, keeps its type, and codes that are taken away are the first ones again', () => {
    const account = openAccount(quiet);
    const id = create(account, { ...keyword, config: { applicationErrorRetries: 2 } });
    const change = (body: object) => call(account, `PATCH /monitors/${id}`, { body });
    expect(change({ interval: 90, keywordCaseType: 0, config: { ipVersion: 'ipv4Only' } })).toMatchObject({
      status: 200,
      json: { interval: 90, keywordCaseType: 0, config: { applicationErrorRetries: 2, ipVersion: 'ipv4Only' } },
    });
    expect(change({ successHttpResponseCodes: [] }).json).toMatchObject({ successHttpResponseCodes: ['2xx', '3xx'] });
    expect(change({ type: 'HTTP' }).status).toBe(400);
    expect(change({ keywordCaseType: 'CaseSensitive' }).status).toBe(400);
    expect(call(account, `PATCH /monitors/${create(account)}`, { body: { keywordValue: 'x' } }).status).toBe(400);
  });

  it('is paused and resumed as often as one likes', () => {
    const account = openAccount(quiet);
    const id = create(account);
    const statusAfter = (verb: string) => call(account, `POST /monitors/${id}/${verb}`, { body: {} }).json;
    for (const [verb, status] of [
      ['pause', 'PAUSED'],
      ['pause', 'PAUSED'],
      ['start', 'STARTED'],
      ['start', 'STARTED'],
    ] as const)
      expect(statusAfter(verb)).toMatchObject({ status });
  });

  it('names contacts and windows that are there', () => {
    const contact = (alertContactId: number) => ({ alertContactId, threshold: 0, recurrence: 0 });
    const account = openAccount();
    const made = (over: object) => call(account, 'POST /monitors', { body: { ...http, ...over } });
    expect(made({ assignedAlertContacts: [contact(11)] }).status).toBe(201);
    expect(made({ assignedAlertContacts: [contact(99)] })).toMatchObject({ status: 404, json: { code: '-30003' } });
    expect(made({ maintenanceWindowsIds: [99] })).toMatchObject({ status: 404, json: { code: '-30003' } });
  });

  it('that is old may be listed and not read', () => {
    const account = openAccount({ monitors: [{ id: 5, monitor: { ...http }, isLegacy: true }] });
    expect(idsOf(account)).toEqual([5]);
    expect(call(account, 'GET /monitors/5').status).toBe(500);
  });
});

describe('reads', () => {
  it('lag behind what was made, changed and deleted', () => {
    const account = openAccount(quiet);
    const id = create(account, {}, startMs);
    const read = (nowMs: number) => call(account, `GET /monitors/${id}`, { nowMs });
    expect(read(startMs + 2999).status).toBe(404);
    expect(idsOf(account, '', startMs + 2999)).toEqual([]);
    expect(read(startMs + 3000).status).toBe(200);
    call(account, `PATCH /monitors/${id}`, { body: { interval: 90 }, nowMs: laterMs });
    expect(read(laterMs + 2999).json).toMatchObject({ interval: 60 });
    expect(read(laterMs + 3000).json).toMatchObject({ interval: 90 });
    expect(call(account, `DELETE /monitors/${id}`, { nowMs: laterMs + 4000 })).toMatchObject({ status: 200, body: '' });
    expect(read(laterMs + 6999).status).toBe(200);
    expect(read(laterMs + 7000).status).toBe(404);
    expect(call(account, `DELETE /monitors/${id}`, { nowMs: laterMs + 4001 }).status).toBe(404);
  });

  it('flicker in that time', () => {
    const account = openAccount();
    const id = create(account, {}, startMs);
    const seen = [1, 2, 3, 4].map((at) => call(account, `GET /monitors/${id}`, { nowMs: startMs + at }).status);
    expect(seen.toSorted()).toEqual([200, 200, 404, 404]);
  });

  it('find names and URLs in part, tags whole and any of them, states', () => {
    const account = openAccount(quiet);
    const shop = create(account, { friendlyName: 'Shop', url: 'https://shop.example.com/', tagNames: ['a', 'b'] });
    const blog = create(account, { friendlyName: 'Blog shop', url: 'https://blog.example.com/', tagNames: ['c'] });
    expect(idsOf(account, '?name=SHOP')).toEqual([shop, blog]);
    expect(idsOf(account, '?url=BLOG')).toEqual([blog]);
    expect(idsOf(account, '?tags=b,c')).toEqual([shop, blog]);
    expect(idsOf(account, '?tags=B')).toEqual([]);
    expect(idsOf(account, '?status=started&name=blog')).toEqual([blog]);
    expect(call(account, 'GET /monitors?limit=201').status).toBe(400);
  });

  it('page by page find each monitor once, also while others are deleted', () => {
    const sizes = fc.record({ count: fc.nat(12), size: fc.integer({ min: 1, max: 5 }), gone: fc.nat(11) });
    fc.assert(
      fc.property(sizes, ({ count, size, gone }) => {
        const account = openAccount(quiet);
        const ids = Array.from({ length: count }, () => create(account));
        const seen = walkIds(account, `/monitors?limit=${size}`, () => account.remove(ids[gone] ?? 0, startMs));
        expect(new Set(seen).size).toBe(seen.length);
        expect(account.monitors().filter(({ id }) => !seen.includes(id))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a snapshot', () => {
  it('goes on where it was taken', () => {
    const account = openAccount(quiet);
    const id = create(account, { tagNames: ['a'] });
    const other = openAccount(quiet);
    other.restore(JSON.parse(JSON.stringify(account.snapshot())));
    expect(other.monitors()).toEqual(account.monitors());
    expect(create(other)).toBeGreaterThan(id);
    expect(other.snapshot().tags).toEqual([['a', 1]]);
  });
});
