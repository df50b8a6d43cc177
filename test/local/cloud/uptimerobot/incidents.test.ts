import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Met } from '#local/cloud/uptimerobot/checks.ts';
import { bad, call, check, checkUntil, create, openAccount, openHooked, silent, startMs, up } from './ask.ts';

const statusOf = (account: ReturnType<typeof openAccount>) => account.monitors()[0]?.status;

describe('an incident', () => {
  it('is there while a monitor is down, with its duration when it is over', () => {
    const account = openAccount();
    const id = create(account);
    checkUntil(account, bad, startMs + 61_000);
    const during = call(account, `GET /incidents?monitor_id=${id}`).json;
    expect(during).toMatchObject({
      data: [{ reason: '502 Bad Gateway', cause: 502, resolvedAt: null, duration: null }],
    });
    checkUntil(account, up, startMs + 121_000);
    expect(call(account, 'GET /incidents').json).toMatchObject({
      data: [{ status: 'Resolved', duration: 120, startedAt: '2026-01-01T00:00:01.000Z', monitor: { id } }],
    });
    const startedAfter = (at: string) => call(account, `GET /incidents?started_after=${at}`).json;
    expect(startedAfter('2026-01-01T00:00:00Z')).toMatchObject({ data: [{}] });
    expect(startedAfter('2026-01-01T00:00:02Z')).toMatchObject({ data: [] });
    expect(call(account, 'GET /incidents?started_after=soon').status).toBe(400);
    const [{ id: incidentId = '' } = {}] = account.incidents();
    expect(Number.isSafeInteger(Number(incidentId))).toBe(false);
    expect(call(account, `GET /incidents/${incidentId}`).json).toMatchObject({ id: incidentId, duration: 120 });
    call(account, `DELETE /monitors/${id}`);
    expect(account.incidents()).toEqual([]);
  });

  it('ends when its monitor is paused, and tells nobody', () => {
    const { account, id } = openHooked();
    checkUntil(account, bad, startMs + 2000);
    call(account, `POST /monitors/${id}/pause`, { body: {}, nowMs: startMs + 3000 });
    call(account, `POST /monitors/${id}/start`, { body: {}, nowMs: startMs + 4000 });
    expect(checkUntil(account, up, startMs + 6000)).toEqual([]);
    expect(account.incidents()).toMatchObject([{ endedMs: startMs + 3000 }]);
  });
});

describe('a webhook', () => {
  it('is called once when a monitor goes down and once when it is up again, as it was told to be', () => {
    const { account, id } = openHooked({ customHeaders: { 'x-key': 's' } });
    const down = checkUntil(account, bad, startMs + 300_000);
    const body = `{"id":"${id}","type":"1","why":"502 Bad Gateway","odd":"*other*"}`;
    const headers = { 'x-key': 's', 'content-type': 'application/json' };
    expect(down).toEqual([{ url: 'https://hook.example.com/?', method: 'POST', headers, body }]);
    const after = checkUntil(account, up, startMs + 600_000);
    expect(after.map((one) => one.body)).toEqual([body.replace('"1"', '"2"')]);
  });

  it('gets its text unescaped, broken JSON included', () => {
    const account = openHooked({ postValue: '{"name":"*monitorFriendlyName*"}' }).account;
    const [monitor] = account.monitors();
    call(account, `PATCH /monitors/${monitor?.id}`, { body: { friendlyName: 'a "b"' }, nowMs: startMs });
    expect(checkUntil(account, bad, startMs + 2000)[0]?.body).toBe('{"name":"a "b""}');
  });

  it('gets a query, or a form', () => {
    const asQuery = openHooked({ sendAsJSON: false, sendAsQueryString: true }).account;
    const [query] = checkUntil(asQuery, bad, startMs + 2000);
    expect(query).toMatchObject({ method: 'GET', body: '' });
    expect(query?.url).toMatch(/^https:\/\/hook\.example\.com\/\?monitorID=\d+&/);
    const asForm = openHooked({ sendAsJSON: false, sendAsPostParameters: true }).account;
    expect(new URLSearchParams(checkUntil(asForm, bad, startMs + 2000)[0]?.body).get('alertTypeFriendlyName')).toBe(
      'Down',
    );
  });

  it.each([
    ['Down', ['1']],
    ['Up', ['2']],
    ['None', []],
  ])('hears only of what it is for: %s', (enableNotificationsFor, types) => {
    const { account } = openHooked({ enableNotificationsFor, postValue: '*alertType*' });
    const told = [...checkUntil(account, bad, startMs + 2000), ...checkUntil(account, up, startMs + 70_000)];
    expect(told.map(({ body }) => body)).toEqual(types);
  });

  it('waits for its delay, and says nothing of what was over before', () => {
    const { account } = openHooked({ postValue: '*alertType* *alertFriendlyDuration*' }, 2);
    expect(checkUntil(account, bad, startMs + 119_000)).toEqual([]);
    expect(checkUntil(account, bad, startMs + 300_000).map(({ body }) => body)).toEqual(['1 2 minutes']);
    const short = openHooked({}, 2).account;
    expect([...checkUntil(short, bad, startMs + 61_000), ...checkUntil(short, up, startMs + 200_000)]).toEqual([]);
  });
});

describe('laws of checks', () => {
  const met = fc.constantFrom<Met>(up, bad, silent);
  it('each end is told after its beginning, one at a time, and no incident stays open while a monitor is up', () => {
    fc.assert(
      fc.property(fc.array(met, { maxLength: 40 }), (all) => {
        const { account } = openHooked({ postValue: '*alertType*' });
        let last = '2';
        let nowMs = startMs;
        for (const one of all) {
          nowMs = account.due(nowMs).nextMs ?? nowMs;
          for (const { body } of check(account, one, nowMs)) {
            expect(body).not.toBe(last);
            last = body;
          }
          const open = account.incidents().filter(({ endedMs }) => endedMs === null);
          expect(open.length).toBe(statusOf(account) === 'DOWN' ? 1 : 0);
        }
      }),
      { numRuns: 60 },
    );
  });
});
