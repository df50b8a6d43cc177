import { describe, expect, it } from 'vitest';
import { monitorAccountKey } from '#shared/rows/monitor-rows.ts';
import { holdKey } from '#shared/rows/safety-rows.ts';
import { put, remove } from '#shared/runtime/table.ts';
import { wishFor } from '../dns/world-sites.ts';
import { watch } from './sites.ts';
import { monitorsWorld } from './world.ts';

describe('what may be done', () => {
  it('keeps it, and watches on, for as long as something holds up the release', async () => {
    const world = await monitorsWorld({ policy: { afterRelease: 'immediately' } });
    await world.write('a.example.com');
    await world.settle();
    const release = { id: 'r', dueMs: 0, sinceMs: world.clock.now(), reason: 'NoHost', message: '' } as const;
    await world.write('a.example.com', { release });
    await world.settle(3_600_000);
    expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ STARTED']);
    await world.write('a.example.com', { state: 'dying' });
    await world.settle();
    expect(world.monitors()).toEqual([]);
  });

  it('watches on where nothing may be deleted', async () => {
    const world = await monitorsWorld({ mode: 'upsert-only' });
    await world.write('a.example.com');
    await world.settle();
    const release = { id: 'r', dueMs: 0, sinceMs: world.clock.now(), reason: 'NoHost', message: '' } as const;
    await world.write('a.example.com', { release });
    await world.settle();
    expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ STARTED']);
  });

  it('takes over the one that its object names, with its history', async () => {
    const world = await monitorsWorld();
    world.byHand('web-shop', 'http://a.example.com/');
    await world.write('a.example.com', { wish: wishFor({ monitor: watch({ formerName: 'web-shop' }) }) });
    await world.settle();
    expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ STARTED']);
  });

  it('has status pages show it beside what they show, once', async () => {
    const world = await monitorsWorld({ account: { pages: [{ id: 31, name: 'Status' }] } });
    await world.write('a.example.com', { wish: wishFor({ monitor: watch({ statusPages: ['Status'] }) }) });
    await world.write('b.example.com', { wish: wishFor({ monitor: watch({ statusPages: ['31'] }) }) });
    await world.settle(120_000);
    const ids = world.account.monitors().map(({ id }) => id);
    expect(world.account.snapshot().pages).toMatchObject([{ monitorIds: expect.arrayContaining(ids) }]);
    expect(world.account.calls()['PATCH /psps/{id}']).toBe(1);
  });

  it('takes over what the configuration lists, where it checks exactly the same, and nothing else', async () => {
    const world = await monitorsWorld({ adopt: ['shop'] });
    world.byHand('shop', 'http://a.example.com/');
    world.byHand('other', 'http://b.example.com/');
    await world.write('a.example.com');
    await world.write('b.example.com');
    await world.settle(60_000);
    expect(world.monitors()).toEqual([
      'a.example.com http://a.example.com/ STARTED',
      'other http://b.example.com/ STARTED',
      'b.example.com http://b.example.com/ STARTED',
    ]);
  });

  it('lets sites go whose account is not configured any more, and touches nothing there', async () => {
    const world = await monitorsWorld();
    await world.write('a.example.com');
    await world.settle();
    await world.configure({ accounts: [] });
    await world.write('a.example.com', { state: 'dying' });
    await world.settle();
    expect(await world.condition('a.example.com')).toBeUndefined();
    expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ STARTED']);
  });

  it.each(['seen for long', 'kept'])('looks whose it is first where that was not %s', async (how) => {
    const way: NonNullable<NonNullable<Parameters<typeof monitorsWorld>[0]>['way']> = {};
    const world = await monitorsWorld({ way, policy: { afterRelease: 'immediately' } });
    await world.write('a.example.com');
    await world.settle(120_000);
    way.handle = () => () => ({ status: 0, headers: {}, body: '' });
    await world.write('a.example.com', { state: 'dying' });
    await world.settle(600_000);
    const [{ id } = { id: 0 }] = world.account.monitors();
    const body = JSON.stringify({ tagNames: [] });
    world.account.byHand({ method: 'PATCH', path: `/v3/monitors/${id}`, body }, world.clock.now());
    if (how === 'kept') await world.table.transact([remove(monitorAccountKey(world.lane))]);
    delete way.handle;
    await world.settle(600_000);
    expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ STARTED']);
  });

  it('does nothing to what a person holds', async () => {
    const world = await monitorsWorld();
    await world.table.transact([put(holdKey('all'), { scope: 'all', sinceMs: 0, by: 'me' })]);
    await world.write('a.example.com');
    await world.settle();
    expect(await world.condition('a.example.com')).toMatch(/^Unknown Held/);
    expect(world.monitors()).toEqual([]);
  });

  it.each(['held', 'observed'])(
    'leaves what is left of a site that has gone where that is %s, until it is not',
    async (how) => {
      const world = await monitorsWorld();
      const stop = how === 'held' ? put(holdKey('all'), { scope: 'all', sinceMs: 0, by: 'me' }) : undefined;
      await world.write('a.example.com');
      await world.settle();
      if (stop === undefined) await world.observe(true);
      else await world.table.transact([stop]);
      await world.write('a.example.com', { state: 'dying' });
      await world.settle();
      await world.forget('a.example.com');
      await world.settle(700_000);
      expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ STARTED']);
      if (stop === undefined) await world.observe(false);
      else await world.table.transact([remove(holdKey('all'))]);
      await world.settle(700_000);
      expect(world.monitors()).toEqual([]);
    },
  );

  it('that forbids a change for good says so', async () => {
    const world = await monitorsWorld({ mode: 'upsert-only' });
    await world.write('a.example.com');
    await world.settle();
    const keyword = { text: 'Welcome', caseSensitive: true, downWhile: 'absent' } as const;
    await world.write('a.example.com', { wish: wishFor({ monitor: watch({ keyword }) }) });
    await world.settle();
    expect(await world.condition('a.example.com')).toMatch(
      /^False PolicyForbids: the policy upsert-only forbids to delete/,
    );
  });
});
