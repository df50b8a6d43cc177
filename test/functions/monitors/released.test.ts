import { describe, expect, it } from 'vitest';
import { approvalKey, holdKey, type NoticeRow, noticeKey } from '#shared/rows/safety-rows.ts';
import { put, remove } from '#shared/runtime/table.ts';
import { monitorsWorld } from './world.ts';

const host = 'a.example.com';
const minute = 60_000;
const running = [`${host} http://${host}/ STARTED`];
const paused = [`${host} http://${host}/ PAUSED`];
const tripped: NoticeRow = {
  kind: 'GuardTripped',
  scope: 'edge:public',
  cluster: 'demo',
  sinceMs: 0,
  fromMs: 0,
  message: 'too many',
};

/** A watched site, and what claims may write of its release. */
async function watched(pollMs = minute) {
  const world = await monitorsWorld({ ports: { pollMs } });
  await world.write(host);
  await world.settle();
  const releaseNow = () => {
    const sinceMs = world.clock.now();
    return world.write(host, {
      release: { id: 'r', dueMs: sinceMs + 2 * minute, sinceMs, reason: 'NoHost', message: '' },
    });
  };
  return { ...world, releaseNow };
}

describe('the monitor of a site in release', () => {
  it('is paused while the release may be taken back', async () => {
    const world = await watched();
    await world.releaseNow();
    await world.settle(2 * minute);
    expect(world.monitors()).toEqual(paused);
  });

  it('watches again where the guard stops the release, until somebody approves it', async () => {
    const world = await watched();
    await world.releaseNow();
    await world.settle(2 * minute);
    await world.table.transact([put(noticeKey(tripped), tripped)]);
    await world.settle(2 * minute);
    expect(world.monitors()).toEqual(running);
    expect(await world.condition(host)).toMatch(/^True Watched/);
    const approval = {
      scope: 'edge:public',
      atMs: 0,
      untilMs: Number.MAX_SAFE_INTEGER,
      by: 'me',
      releases: ['r'],
    } as const;
    await world.table.transact([put(approvalKey(approval, 0), approval)]);
    await world.releaseNow();
    await world.settle(minute);
    expect(world.monitors()).toEqual(paused);
  });

  it('is not paused at all where the guard stops releases already', async () => {
    const world = await watched();
    await world.table.transact([put(noticeKey(tripped), tripped)]);
    await world.releaseNow();
    await world.settle(2 * minute);
    expect(world.monitors()).toEqual(running);
  });

  it('watches again where the release is overdue, whatever keeps it', async () => {
    const world = await watched();
    await world.releaseNow();
    await world.settle(5 * minute);
    expect(world.monitors()).toEqual(running);
    await world.write(host, { state: 'dying' });
    await world.settle();
    expect(world.monitors()).toEqual(paused);
  });

  it('is looked at in time for that where lists are rare', async () => {
    const world = await watched(30 * minute);
    await world.releaseNow();
    await world.settle(4 * minute);
    expect(world.monitors()).toEqual(running);
  });

  it.each(['held', 'observed'])('is not paused where that is %s', async (how) => {
    const world = await watched();
    const hold = { scope: 'all', sinceMs: 0, by: 'me' } as const;
    if (how === 'held') await world.table.transact([put(holdKey('all'), hold)]);
    else await world.observe(true);
    await world.releaseNow();
    await world.settle(10 * minute);
    expect(world.monitors()).toEqual(running);
    if (how === 'held') await world.table.transact([remove(holdKey('all'))]);
    else await world.observe(false);
    await world.releaseNow();
    await world.settle(minute);
    expect(world.monitors()).toEqual(paused);
  });

  it('tells people that it is down only while the release is stopped', async () => {
    const world = await watched();
    world.check({ status: 200, body: '' });
    await world.settle(2 * minute);
    await world.table.transact([put(noticeKey(tripped), tripped)]);
    await world.releaseNow();
    world.clock.advance(5 * minute);
    world.check({ status: 404, body: '' });
    await world.settle(2 * minute);
    expect(await world.alerts()).toMatchObject([{ about: 'monitor', subject: expect.stringContaining(host) }]);
  });
});
