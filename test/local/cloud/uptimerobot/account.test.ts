import { describe, expect, it } from 'vitest';
import { plans } from '#local/cloud/uptimerobot/plans.ts';
import { call, create, laterMs, openAccount, walkIds } from './ask.ts';

const hook = { type: 'Webhook', data: { urlToNotify: 'https://hook.example.com/a', postValue: '{}' } };

describe('the account', () => {
  it('tells its plan and how much of it is used', () => {
    const account = openAccount({ plan: plans.free });
    create(account, { interval: 300 });
    expect(call(account, 'GET /user/me').json).toMatchObject({
      monitorsCount: 1,
      monitorLimit: 50,
      activeSubscription: { plan: 'Free', monitorLimit: 50 },
    });
  });

  it('lists people, windows, pages and tags', () => {
    const account = openAccount({ limits: { pageSize: 1 } });
    create(account, { tagNames: ['a', 'b'] });
    expect(walkIds(account, '/alert-contacts')).toEqual([11, 12]);
    expect(call(account, 'GET /alert-contacts?cursor=11').json).toMatchObject({
      data: [{ friendlyName: 'Night &amp; Day' }],
    });
    expect(walkIds(account, '/maintenance-windows')).toEqual([21]);
    expect(walkIds(account, '/psps')).toEqual([31]);
    expect(call(account, 'GET /tags').json).toEqual({ data: [{ id: 1, name: 'a' }], nextCursorId: 1 });
    expect(call(account, 'GET /tags?cursor=1').json).toEqual({ data: [{ id: 2, name: 'b' }], nextCursorId: null });
  });

  it('deletes a tag, and monitors lose it', () => {
    const account = openAccount();
    create(account, { tagNames: ['a', 'b'] });
    expect(call(account, 'DELETE /tags/1').status).toBe(204);
    expect(account.monitors()[0]?.tagNames).toEqual(['b']);
    expect(call(account, 'DELETE /tags/1').status).toBe(404);
  });

  it('shows on a page what it is told, the whole of it', () => {
    const account = openAccount();
    const [a, b] = [create(account), create(account)];
    const put = (monitorIds: number[]) => call(account, 'PATCH /psps/31', { body: { monitorIds } });
    expect(put([a, b]).json).toMatchObject({ monitorIds: [a, b], friendlyName: 'Status &lt;page&gt;' });
    expect(put([b]).json).toMatchObject({ monitorIds: [b] });
    expect(call(account, `GET /monitors/${b}`).json).toMatchObject({ psps: [{ id: 31 }] });
    expect(call(account, `GET /monitors/${a}`).json).toMatchObject({ psps: [] });
    expect(put([1]).status).toBe(404);
    expect(call(account, `DELETE /monitors/${b}`).status).toBe(200);
    expect(call(account, 'GET /psps/31').json).toMatchObject({ monitorIds: [] });
  });
});

describe('an integration', () => {
  it('is made once for a URL, read, changed with its type, deleted', () => {
    const account = openAccount();
    const made = call(account, 'POST /integrations', { body: hook });
    expect(made).toMatchObject({ status: 201, json: { type: 'Webhook', value: 'https://hook.example.com/a' } });
    expect(call(account, 'POST /integrations', { body: hook }).status).toBe(409);
    const [id] = walkIds(account, '/integrations');
    const change = (body: object) => call(account, `PATCH /integrations/${id}`, { body });
    expect(change({ data: { friendlyName: 'b' } }).status).toBe(400);
    expect(change({ type: 'Webhook', data: { friendlyName: 'b', customHeaders: { 'x-key': 's' } } })).toMatchObject({
      status: 200,
      json: { friendlyName: 'b', customHeaders: { 'x-key': 's' }, value: 'https://hook.example.com/a' },
    });
    expect(call(account, `DELETE /integrations/${id}`).status).toBe(200);
    expect(call(account, `GET /integrations/${id}`).status).toBe(404);
  });

  it('is no contact of any monitor once it is deleted', () => {
    const account = openAccount();
    call(account, 'POST /integrations', { body: hook });
    const [alertContactId = 0] = walkIds(account, '/integrations');
    create(account, { assignedAlertContacts: [{ alertContactId, threshold: 0, recurrence: 0 }] }, laterMs);
    call(account, `DELETE /integrations/${alertContactId}`);
    expect(account.monitors()[0]?.assignedAlertContacts).toEqual([]);
  });

  it.each([
    ['no URL', { urlToNotify: 'nowhere' }],
    ['a longer name', { friendlyName: 'n'.repeat(61) }],
    ['headers that are no text', { customHeaders: { a: 1 } }],
  ])('is refused: %s', (_title, over) => {
    const body = { ...hook, data: { ...hook.data, ...over } };
    expect(call(openAccount(), 'POST /integrations', { body }).status).toBe(400);
  });
});
