import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plans } from '#local/cloud/uptimerobot/plans.ts';
import { mainKey, openFarAccount, spec } from './monitor-far-side.ts';
import { all, monitorProviderContract } from './monitor-provider.ts';

monitorProviderContract('the strict UptimeRobot', async () => {
  const { provider, time, close } = await openFarAccount();
  return {
    provider,
    close,
    settle: () => {
      time.nowMs += 5000;
    },
  };
});

const thrown = (call: Promise<unknown>) => call.catch((error: unknown) => error);

describe('the adapter of UptimeRobot over the wire', () => {
  let far: Awaited<ReturnType<typeof openFarAccount>>;
  beforeEach(async () => {
    far = await openFarAccount({ limits: { pageSize: 1, resetSays: 'period' } });
  });
  afterEach(() => far.close());

  it('sees a monitor go down and up again', async () => {
    const { id } = (await far.provider.create(spec)).value;
    const check = (status: number) => {
      const { checks, nextMs = 0 } = far.account.due(far.time.nowMs);
      far.time.nowMs = Math.max(far.time.nowMs, nextMs);
      for (const one of checks.length === 0 ? far.account.due(far.time.nowMs).checks : checks)
        far.account.record(one, { status, body: '' }, far.time.nowMs);
    };
    check(502);
    const startedMs = far.time.nowMs;
    far.time.nowMs += 5000;
    const [incident] = (await far.provider.incidents({ monitorId: id })).value.items;
    expect(incident).toEqual({ id: incident?.id, monitorId: id, cause: '502 Bad Gateway', httpStatus: 502, startedMs });
    expect((await far.provider.get(id)).value).toMatchObject({
      status: 'down',
      lastIncident: { id: incident?.id, startedMs, cause: '502 Bad Gateway' },
    });
    check(200);
    const endedMs = far.time.nowMs;
    far.time.nowMs += 5000;
    expect((await far.provider.get(id)).value?.status).toBe('up');
    const since = (startedAfterMs: number) => far.provider.incidents({ startedAfterMs });
    expect((await since(startedMs - 1)).value.items).toEqual([{ ...incident, endedMs }]);
    expect((await since(startedMs)).value.items).toEqual([]);
  });

  it('finds everything of the account by name, page by page', async () => {
    const webhook = { name: 'Hook', url: 'https://hook.example.com/', body: '{}', headers: {} };
    await far.provider.createWebhook(webhook);
    expect((await all((from) => far.provider.contacts(from))).map(({ name }) => name)).toEqual([
      'ops@example.com',
      'Night & Day',
      'Hook',
    ]);
    expect(await all((from) => far.provider.maintenanceWindows(from))).toEqual([{ id: '21', name: 'Nightly <b>' }]);
    expect(await all((from) => far.provider.statusPages(from))).toEqual([
      { id: '31', name: 'Status "all"', monitors: [] },
    ]);
    expect((await far.provider.account()).value).toEqual({ plan: 'Enterprise', monitors: 0, monitorLimit: 1000 });
  });

  it('puts monitors on a page and takes them off', async () => {
    const { id } = (await far.provider.create(spec)).value;
    expect((await far.provider.showOn('31', [id])).value?.monitors).toEqual([id]);
    far.time.nowMs += 5000;
    expect((await far.provider.get(id)).value?.statusPages).toEqual(['31']);
    expect((await far.provider.showOn('31', ['0'])).value?.monitors).toBe('all');
    expect((await far.provider.showOn('31', [])).value?.monitors).toEqual([]);
    expect((await far.provider.showOn('99', [])).value).toBeUndefined();
  });

  it('reads the reset as seconds from now where that is what is said', async () => {
    expect((await far.provider.account()).pacing.resetMs).toBe(far.time.nowMs + 60_000);
  });
});

describe('a refusal of UptimeRobot', () => {
  let far: Awaited<ReturnType<typeof openFarAccount>>;
  beforeEach(async () => {
    far = await openFarAccount({
      plan: { ...plans.free, monitors: 1, callsPerMinute: 6 },
      keys: { reader: 'read-only' },
    });
  });
  afterEach(() => far.close());
  const modest = { ...spec, intervalSeconds: 300 };
  const permanent = (reason: string, scope: string) => ({ name: 'PermanentError', reason, scope });

  it.each([
    ['an interval under the plan’s', { intervalSeconds: 60 }, permanent('PlanForbids', 'surroundings')],
    ['regions', { regions: ['europe'] }, permanent('PlanForbids', 'surroundings')],
    [
      'a contact that is not there',
      { contacts: [{ id: '99', delayMinutes: 0, repeatMinutes: 0 }] },
      permanent('UnknownReference', 'surroundings'),
    ],
    ['a window that is not there', { maintenanceWindows: ['99'] }, permanent('UnknownReference', 'surroundings')],
    ['a private address', { url: 'http://10.0.0.1/' }, permanent('Refused', 'wish')],
    ['a name that is too long', { name: 'n'.repeat(251) }, permanent('Refused', 'wish')],
  ] as const)('%s is about that monitor', async (_title, over, expected) => {
    expect(await thrown(far.provider.create({ ...modest, ...over }))).toMatchObject(expected);
    expect((await far.provider.create(modest)).value.spec).toEqual(modest);
  });

  it('no room for another monitor is about that monitor; webhooks are in no small plan', async () => {
    await far.provider.create(modest);
    expect(await thrown(far.provider.create(modest))).toMatchObject(permanent('QuotaReached', 'surroundings'));
    const webhook = { name: 'h', url: 'https://hook.example.com/', body: '{}', headers: {} };
    expect(await thrown(far.provider.createWebhook(webhook))).toMatchObject(permanent('PlanForbids', 'surroundings'));
  });

  it.each([
    ['a key that may only read', 'reader', 'only read'],
    ['an unknown or expired key', 'no-such-key', 'main API key'],
    ['a key that is none', 'no key\n', 'main API key'],
  ])('%s is about the account, says what to do, and is not shown', async (_title, key, says) => {
    const error = await thrown(far.open(key).create(modest));
    expect(error).toMatchObject({ ...permanent('AccessDenied', 'surroundings') });
    expect(String(error)).toContain(says);
    expect(String(error)).not.toContain(key);
  });

  it('too many calls say when to come again', async () => {
    for (let at = 0; at < 6; at += 1) await far.provider.account();
    far.time.nowMs += 20_000;
    expect(await thrown(far.provider.account())).toMatchObject({ name: 'ThrottledError', retryAfterMs: 40_000 });
    far.time.nowMs += 40_000;
    expect((await far.open(mainKey).account()).pacing.remaining).toBe(5);
  });
});
