import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HandledRequest } from '#local/cloud/model-options.ts';
import { type Action, actions } from '#local/cloud/uptimerobot/operations.ts';
import { document } from '../support/uptimerobot-document.ts';
import { keyworded, mainKey, openFarAccount, spec } from './monitor-far-side.ts';
import { all } from './monitor-provider.ts';
import { type Exchanged, openDocument } from './openapi-document.ts';

const judge = openDocument(document);
let far: Awaited<ReturnType<typeof openFarAccount>>;
let handled: HandledRequest<Action>[];

beforeEach(async () => {
  handled = [];
  far = await openFarAccount({ onRequest: (one) => handled.push(one) });
});
afterEach(() => far.close());

function exchanged({ action, request, response }: HandledRequest<Action>): Exchanged {
  const [method = '', path = ''] = action.split(' ');
  const { query, body } = request;
  const { status } = response;
  return { method, path, query, status, body: parsed(body), answer: parsed(response.body) };
}

const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

/** A day of an account: everything that the adapter can say, and a monitor that goes down and up. */
async function live(): Promise<void> {
  const { provider, time, account } = far;
  const webhook = { name: 'h', url: 'https://hook.example.com/', body: '{}', headers: { 'x-secret': 's' } };
  const hook = (await provider.createWebhook(webhook)).value.id;
  await provider.updateWebhook(hook, webhook);
  const { id } = (await provider.create({ ...spec, contacts: [{ id: hook, delayMinutes: 5, repeatMinutes: 0 }] }))
    .value;
  const other = (await provider.create(keyworded)).value.id;
  await provider.update(other, keyworded);
  await provider.update(id, spec);
  await provider.showOn('31', [id, other]);
  for (const status of [500, 200]) {
    time.nowMs += 70_000;
    for (const check of account.due(time.nowMs).checks) account.record(check, { status, body: '' }, time.nowMs);
    time.nowMs += 5000;
    await provider.get(id);
    await all((from) => provider.list({ tags: ['firstlight'], name: 'shop', ...(from === undefined ? {} : { from }) }));
    await all((from) =>
      provider.incidents({ monitorId: id, startedAfterMs: 0, ...(from === undefined ? {} : { from }) }),
    );
  }
  for (const list of [provider.contacts, provider.maintenanceWindows, provider.statusPages, provider.webhooks])
    await all<unknown>((from) => list(from));
  await provider.account();
  await provider.pause(id);
  await provider.resume(id);
  await provider.delete(id);
  await provider.deleteWebhook(hook);
}

describe('what goes over the wire, by the provider’s own document', () => {
  it('is what adapter and model may say', async () => {
    await live();
    const wrong = handled.flatMap((one) => {
      expect(one.response.status, `${one.action}: ${one.response.body}`).toBeLessThan(400);
      return judge(exchanged(one)).map((problem) => `${one.action}: ${problem}`);
    });
    expect([...new Set(wrong)]).toEqual([]);
    expect(new Set(handled.map(({ action }) => action)).size).toBe(17);
  });

  it.each(['/incidents/ID', '/integrations/HOOK', '/psps/31', '/tags'])('is what the model says of %s', async (at) => {
    const { provider, time, account } = far;
    const hook = await provider.createWebhook({ name: 'h', url: 'https://hook.example.com/', body: '', headers: {} });
    await provider.create(spec);
    for (const check of account.due(time.nowMs + 2000).checks)
      account.record(check, { status: 500, body: '' }, time.nowMs);
    const path = at.replace('ID', account.incidents()[0]?.id ?? '').replace('HOOK', hook.value.id);
    handled = [];
    const headers = { authorization: `Bearer ${mainKey}` };
    account.handle({ method: 'GET', path: `/v3${path}`, query: {}, headers, body: '' }, time.nowMs);
    const [one] = handled;
    expect(one?.response.status).toBe(200);
    expect(one === undefined ? [] : judge(exchanged(one))).toEqual([]);
  });

  it('has every operation of the model', () => {
    const unknown = actions.filter((action) => {
      const [method = '', path = ''] = action.split(' ');
      const nothing = { query: {}, body: {}, status: 200, answer: {} };
      return judge({ ...nothing, method, path }).some((problem) => problem.startsWith('no operation'));
    });
    expect(unknown).toEqual([]);
  });

  it('notices what the document does not have', async () => {
    await far.provider.create(spec);
    const [made] = handled.map(exchanged);
    if (made === undefined) throw new Error('nothing was sent');
    expect(judge({ ...made, query: { page: '1' } })).toEqual(['no parameter page']);
    expect(judge({ ...made, status: 200 })).toEqual(['no status 200']);
    expect(judge({ ...made, answer: {} }).length).toBeGreaterThan(20);
    expect(judge({ ...made, body: { type: 'HTTP' } })).not.toEqual([]);
    expect(judge({ ...made, body: { ...spec } })).not.toEqual([]);
  });
});
