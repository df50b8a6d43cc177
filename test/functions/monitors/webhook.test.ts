import { describe, expect, it } from 'vitest';
import type { Handle } from '#local/cloud/route53/faults.ts';
import { plans } from '#local/cloud/uptimerobot/plans.ts';
import { PermanentError } from '#shared/errors/kinds.ts';
import { monitorAccountKey } from '#shared/rows/monitor-rows.ts';
import { holdKey } from '#shared/rows/safety-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { address, minute, webhookWorld } from './webhook-world.ts';
import { key } from './world.ts';

const up = { status: 200, body: '' };
const gone = { status: 502, body: '' };
const hour = 60 * minute;
const ours = `fl-000000000000-eu-central-1 main ${address}/monitors/main`;

describe('the webhook of an account', () => {
  it('is made once, told of every monitor, and left as it is', async () => {
    const world = await webhookWorld();
    await world.write('a.example.com');
    await world.settle(2 * minute);
    expect(world.integrations()).toEqual([`${ours} one`]);
    expect(world.account.monitors().map((one) => one.assignedAlertContacts.length)).toEqual([1]);
    world.asked.length = 0;
    await world.settle(3 * hour);
    expect(world.asked.filter((one) => !one.startsWith('GET'))).toEqual([]);
    expect(world.integrations()).toEqual([`${ours} one`]);
  });

  it('lets lists be rarer', async () => {
    const world = await webhookWorld();
    await world.write('a.example.com');
    await world.settle(minute);
    world.check(up);
    await world.settle(10 * minute);
    world.asked.length = 0;
    await world.settle(hour);
    expect(world.asked.filter((one) => one === 'GET /v3/monitors').length).toBeLessThanOrEqual(13);
  });

  it('gets another secret within the hour, and what a person changed back', async () => {
    const world = await webhookWorld();
    await world.write('a.example.com');
    await world.settle(minute);
    world.hook.secrets = ['two', 'one'];
    await world.settle(hour + 5 * minute);
    expect(world.integrations()).toEqual([`${ours} two`]);
  });

  it('leaves those of others alone, and goes when it is not asked for any more', async () => {
    const world = await webhookWorld();
    const data = { friendlyName: 'Firstlight', urlToNotify: 'https://others.example.com/', postValue: '{}' };
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ type: 'Webhook', data });
    world.account.handle({ method: 'POST', path: '/v3/integrations', query: {}, headers, body }, world.clock.now());
    await world.write('a.example.com');
    await world.settle(minute);
    expect(world.integrations()).toEqual(['Firstlight https://others.example.com/ undefined', `${ours} one`]);
    await world.configure({
      accounts: [{ name: 'main', provider: 'uptimerobot', apiKey: { environment: 'KEY' }, adopt: [] }],
    });
    await world.settle(10 * minute);
    expect(world.integrations()).toEqual(['Firstlight https://others.example.com/ undefined']);
    expect(world.account.monitors().map((one) => one.assignedAlertContacts.length)).toEqual([0]);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
  });

  it('is not there where the plan has none, and all is watched as without', async () => {
    const world = await webhookWorld({ account: { plan: plans.solo } });
    await world.write('a.example.com');
    await world.settle(2 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
    const row = await world.table.get(monitorAccountKey(world.lane));
    expect(row).toMatchObject({ webhook: { failure: { reason: 'PlanForbids' } } });
    expect(row?.trouble).toBeUndefined();
    world.asked.length = 0;
    await world.settle(hour);
    expect(world.asked.filter((one) => one.includes('integrations'))).toEqual([]);
    expect(world.asked.length).toBeGreaterThanOrEqual(55);
  });

  it.each([0, 500])('is made once although %s was all that answered', async (status) => {
    let isFirst = true;
    const faults = ({ method, path }: { method: string; path: string }) => {
      if (!isFirst || method !== 'POST' || path !== '/v3/integrations') return undefined;
      isFirst = false;
      return { after: { status, headers: {}, body: '' } };
    };
    const world = await webhookWorld({ account: { faults } });
    await world.write('a.example.com');
    await world.settle(20 * minute);
    expect(world.integrations()).toEqual([`${ours} one`]);
    expect(world.account.monitors().map((one) => one.assignedAlertContacts.length)).toEqual([1]);
  });

  it('is made minutes after its secret was put where it belongs', async () => {
    const world = await webhookWorld();
    world.hook.problem = new PermanentError('AccessDenied', 'secret hook may not be read', { scope: 'surroundings' });
    await world.write('a.example.com');
    await world.settle(2 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
    expect(world.integrations()).toEqual([]);
    delete world.hook.problem;
    await world.settle(10 * minute);
    expect(world.integrations()).toEqual([`${ours} one`]);
  });

  it('is not made where nothing was ever watched', async () => {
    const world = await webhookWorld();
    await world.drain();
    expect(world.asked).toEqual([]);
  });

  it('is not made where nothing may be changed', async () => {
    const world = await webhookWorld({ mode: 'observe' });
    await world.write('a.example.com');
    await world.settle(10 * minute);
    expect(world.integrations()).toEqual([]);
  });

  it('is not made while a person holds everything', async () => {
    const world = await webhookWorld();
    const sinceMs = world.clock.now();
    const hold = { scope: 'all', sinceMs, untilMs: sinceMs + 10 * minute, by: 'somebody' } as const;
    await world.table.transact([put(holdKey('all'), hold)]);
    await world.write('a.example.com');
    await world.settle(5 * minute);
    expect(world.integrations()).toEqual([]);
    await world.settle(2 * hour);
    expect(world.integrations()).toEqual([`${ours} one`]);
  });
});

/** A watched site that was up once, seen by the last list. */
async function watched(lagMs = 0) {
  const way: { handle?: () => Handle } = {};
  const world = await webhookWorld({ account: { limits: { lagMs, flickers: false } }, way });
  await world.write('myapp.example.com');
  await world.settle(minute);
  world.check(up);
  await world.settle(10 * minute);
  world.check(up);
  world.clock.advance(5 * minute);
  await world.drain();
  world.asked.length = 0;
  return {
    ...world,
    way,
    states: async () =>
      (await world.alerts()).map(({ episodes }) => episodes.map((one) => (one.closedMs === undefined ? 'down' : 'up'))),
  };
}

describe('a call of the provider', () => {
  it('has people told at once, by one look at the monitor that it names', async () => {
    const world = await watched();
    const [call] = world.check(gone);
    expect(call && (await world.deliver(call))).toBe('noted');
    await world.drain();
    expect(await world.states()).toEqual([['down']]);
    expect(world.asked).toEqual([expect.stringMatching(/^GET \/v3\/monitors\/\d+$/)]);
  });

  it('is of use as soon as the monitor was up once', async () => {
    const world = await webhookWorld();
    await world.write('myapp.example.com');
    await world.settle(2_000);
    world.check(up);
    await world.settle(2 * minute);
    world.clock.advance(3 * minute);
    const [call] = world.check(gone);
    await (call && world.deliver(call));
    await world.settle(20_000);
    expect((await world.alerts()).map(({ episodes }) => episodes.length)).toEqual([1]);
  });

  it('is looked at again where reads lag behind', async () => {
    const world = await watched(3_000);
    const [call] = world.check(gone);
    await (call && world.deliver(call));
    await world.drain();
    await world.settle(20_000);
    expect(await world.states()).toEqual([['down']]);
  });

  it('is believed in nothing: forged, repeated or late it does nothing but a look', async () => {
    const world = await watched();
    const [call] = world.check(gone);
    if (call === undefined) throw new Error('nobody was called');
    world.clock.advance(5 * minute);
    world.check(up);
    for (let times = 0; times < 50; times += 1) {
      await world.deliver(call);
      world.clock.advance(1_000);
      await world.drain();
    }
    await world.settle(minute);
    expect(await world.states()).toEqual([['up']]);
    expect(world.asked.every((one) => one.startsWith('GET'))).toBe(true);
    expect(world.monitors()).toHaveLength(1);
  });

  it('costs two looks each time that somebody looks, however often it is repeated', async () => {
    const world = await watched();
    const [call] = world.check(gone);
    if (call === undefined) throw new Error('nobody was called');
    for (let seconds = 0; seconds < 60; seconds += 1) {
      for (let times = 0; times < 20; times += 1) await world.deliver(call);
      await world.drain();
      world.clock.advance(1_000);
    }
    expect(world.asked.length).toBeLessThanOrEqual(120);
    expect(await world.states()).toEqual([['down']]);
  });

  it('is one of many: they are listed together', async () => {
    const world = await watched();
    for (const name of ['a', 'b', 'c', 'd']) await world.write(`${name}.example.com`);
    await world.settle(5 * minute);
    world.check(up);
    await world.settle(10 * minute);
    world.check(up);
    world.clock.advance(5 * minute);
    await world.drain();
    const calls = world.check(gone);
    world.asked.length = 0;
    for (const call of calls) await world.deliver(call);
    await world.drain();
    expect(calls.length).toBe(5);
    expect((await world.states()).flat()).toEqual(Array(5).fill('down'));
    expect(world.asked).toEqual(['GET /v3/monitors']);
  });

  it('waits while the account does not answer, and is looked at then', async () => {
    const world = await watched();
    world.way.handle = () => () => ({ status: 503, headers: {}, body: '' });
    world.clock.advance(6 * minute);
    await world.drain();
    const [call] = world.check(gone);
    expect(call && (await world.deliver(call))).toBe('noted');
    delete world.way.handle;
    await world.drain();
    expect(world.asked).toEqual([]);
    await world.settle(minute);
    expect(world.asked[0]).toMatch(/^GET \/v3\/monitors\/\d+$/);
    expect(await world.states()).toContainEqual(['down']);
  });

  it('that was lost is made good by the next list', async () => {
    const world = await watched();
    world.check(gone);
    await world.settle(6 * minute);
    expect(await world.states()).toEqual([['down']]);
  });
});
