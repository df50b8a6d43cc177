import { describe, expect, it } from 'vitest';
import type { UptimeRobotOptions } from '#local/cloud/uptimerobot/options.ts';
import { wishFor } from '../dns/world-sites.ts';
import { watch } from './sites.ts';
import { monitorsWorld } from './world.ts';

const minute = 60_000;
const up = { status: 200, body: '' };
const gone = { status: 502, body: '' };
const notInPlan = { status: 403, body: { code: '000-003', message: 'not in plan' } };
const contacts = [{ contact: 'x', delayMinutes: 0, repeatMinutes: 0 }];

interface Refused {
  readonly call: string;
  readonly with: { readonly status: number; readonly body: object };
}

function refusing(refused: Refused) {
  const state = { isMended: false };
  const faults: UptimeRobotOptions['faults'] = ({ method, path }) =>
    state.isMended || `${method} ${path}` !== refused.call
      ? undefined
      : { status: refused.with.status, headers: {}, body: JSON.stringify(refused.with.body) };
  return { state, faults };
}

async function watchedWith(refused: Refused) {
  const { state, faults } = refusing(refused);
  const contact = { id: 11, name: 'x' };
  const world = await monitorsWorld({
    account: { pages: [{ id: 31, name: 'Status' }], windows: [{ id: 21, name: 'Night' }], contacts: [contact], faults },
  });
  await world.write('a.example.com');
  await world.settle(minute);
  world.check(up);
  await world.settle(3 * minute);
  return { ...world, mend: () => (state.isMended = true) };
}

const toldOf = async ({ alerts }: Pick<Awaited<ReturnType<typeof monitorsWorld>>, 'alerts'>) =>
  (await alerts()).map(({ about, subject }) => `${about} ${subject}`);

describe('a site that names what of the account is refused', () => {
  it.each([
    ['GET /v3/maintenance-windows', { maintenanceWindows: ['Night'] }, notInPlan, 'PlanForbids'],
    ['GET /v3/maintenance-windows', { maintenanceWindows: ['Night'] }, { status: 403, body: {} }, 'AccessDenied'],
    ['GET /v3/psps', { statusPages: ['Status'] }, notInPlan, 'PlanForbids'],
    ['GET /v3/alert-contacts', { contacts }, { status: 500, body: {} }, 'Retrying'],
    ['PATCH /v3/psps/31', { statusPages: ['31'] }, notInPlan, 'PlanForbids'],
    ['PATCH /v3/psps/31', { statusPages: ['31'] }, { status: 400, body: { message: 'bad' } }, 'Refused'],
    ['PATCH /v3/psps/31', { statusPages: ['31'] }, { status: 500, body: {} }, 'Retrying'],
  ])('says so alone (%s, %j, %j), and is as it asks once it can be', async (call, wish, answer, reason) => {
    const world = await watchedWith({ call, with: answer });
    await world.write('naming.example.com', { wish: wishFor({ monitor: watch(wish) }) });
    await world.settle(3 * minute);
    expect(await world.condition('naming.example.com')).toMatch(
      new RegExp(`^False ${reason}: .*${call.replace('/v3', '')}:`),
    );
    await world.write('new.example.com');
    world.clock.advance(5 * minute);
    world.check(gone);
    await world.settle(2 * minute);
    expect(await toldOf(world)).toContain('monitor a.example.com/public');
    expect(await toldOf(world)).not.toContain('work monitors:main');
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
    expect(await world.condition('new.example.com')).toMatch(/^True Watched/);
    world.mend();
    world.check(up);
    await world.settle(12 * minute);
    expect(await world.condition('naming.example.com')).toMatch(/^True Watched/);
  });

  it('asks a few times an hour in vain', async () => {
    const world = await watchedWith({ call: 'PATCH /v3/psps/31', with: notInPlan });
    await world.write('naming.example.com', { wish: wishFor({ monitor: watch({ statusPages: ['31'] }) }) });
    await world.settle(60 * minute);
    expect(world.account.calls()['PATCH /psps/{id}']).toBeLessThanOrEqual(13);
  });

  it('finds who has no name by address, which it shows to nobody', async () => {
    const people = [
      { id: 11, friendlyName: 'ops', value: 'ops@example.com' },
      { id: 12, friendlyName: null, value: '+491234' },
      { id: 13, friendlyName: 'me@example.com', value: 'me@example.com' },
    ];
    const faults: UptimeRobotOptions['faults'] = ({ path }) =>
      path === '/v3/alert-contacts' ? { status: 200, headers: {}, body: JSON.stringify({ data: people }) } : undefined;
    const world = await monitorsWorld({
      account: { contacts: people.map(({ id }) => ({ id, name: `${id}` })), faults },
    });
    const named = (contact: string) => ({
      wish: wishFor({ monitor: watch({ contacts: [{ contact, delayMinutes: 0, repeatMinutes: 0 }] }) }),
    });
    await world.write('typo.example.com', named('opps'));
    await world.write('address.example.com', named('me@example.com'));
    await world.settle(2 * minute);
    expect(await world.condition('typo.example.com')).toMatch(/: it has "ops", …$/);
    expect(await world.condition('address.example.com')).toMatch(/^True Watched/);
  });

  it('keeps what it had', async () => {
    const { state, faults } = refusing({ call: 'GET /v3/alert-contacts', with: { status: 500, body: {} } });
    state.isMended = true;
    const world = await monitorsWorld({ account: { contacts: [{ id: 11, name: 'x' }], faults } });
    await world.write('naming.example.com', { wish: wishFor({ monitor: watch({ contacts }) }) });
    await world.settle(minute);
    state.isMended = false;
    await world.settle(3 * 60 * minute);
    expect(await world.condition('naming.example.com')).toMatch(/^True Watched/);
    expect(world.account.monitors()).toMatchObject([{ assignedAlertContacts: [{ alertContactId: 11 }] }]);
    expect(await world.alerts()).toEqual([]);
  });
});
