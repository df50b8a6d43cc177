import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectKey } from '#shared/rows/object-rows.ts';
import { historyKey } from '#shared/rows/safety-rows.ts';
import { siteKey } from '#shared/rows/site-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { gone, minute, up, watched } from './watched.ts';
import { monitorsWorld } from './world.ts';

describe('incidents', () => {
  it('says what is down as people know it, and how long it was by the provider’s record', async () => {
    const world = await watched();
    await world.meets(gone);
    expect(await world.told()).toEqual([
      'Monitor is DOWN: myapp (http://myapp.example.com) - Reason: HTTP 502 - Bad Gateway',
    ]);
    expect(await world.incidents()).toMatchObject([{ cause: '502 Bad Gateway' }]);
    await world.meets(up);
    expect(await world.told()).toEqual(['Monitor is UP: myapp (http://myapp.example.com). It was down for 7 minutes.']);
    const [incident] = await world.incidents();
    expect((incident?.endedMs ?? 0) - (incident?.startedMs ?? 0)).toBe(7 * minute);
  });

  it.each([
    ['tells of what was up while nobody looked', up, gone, 1],
    ['says nothing of what was not', gone, gone, 0],
  ])('%s', async (_, first, then, count) => {
    const way: { handle?: () => () => { status: number; headers: Record<string, string>; body: string } } = {};
    const world = await monitorsWorld({ way });
    await world.write('myapp.example.com');
    await world.settle(2_000);
    way.handle = () => () => ({ status: 503, headers: {}, body: '' });
    world.check(first);
    world.clock.advance(5 * minute);
    world.check(then);
    delete way.handle;
    await world.settle(2 * minute);
    expect(world.account.monitors()).toMatchObject([{ status: 'DOWN' }]);
    expect(await world.alerts()).toHaveLength(count);
  });

  it('says nothing of what never was up and goes on after a pause', async () => {
    const world = await monitorsWorld();
    await world.write('myapp.example.com');
    await world.settle(2_000);
    world.check(gone);
    const sinceMs = world.clock.now();
    const release = { id: 'r', dueMs: sinceMs + 2 * minute, sinceMs, reason: 'NoHost', message: '' } as const;
    await world.write('myapp.example.com', { release });
    await world.settle(2 * minute);
    await world.write('myapp.example.com');
    await world.settle(8 * minute);
    world.check(gone);
    await world.settle(2 * minute);
    expect(world.account.monitors()).toMatchObject([{ status: 'DOWN' }]);
    expect(await world.alerts()).toEqual([]);
  });

  it('says nothing of what was never up', async () => {
    const world = await monitorsWorld();
    await world.write('myapp.example.com');
    await world.settle(minute);
    world.check(gone);
    await world.settle(2 * minute);
    expect(await world.alerts()).toEqual([]);
    expect(await world.incidents()).toEqual([]);
  });

  it('rings no bell for a site that goes, and says of one that is down that nobody looks any more', async () => {
    const world = await watched();
    await world.meets(gone);
    const sinceMs = world.clock.now();
    const release = { id: 'r', dueMs: sinceMs + 60 * minute, sinceMs, reason: 'NoHost', message: '' } as const;
    await world.write('myapp.example.com', { release });
    await world.settle(minute);
    expect(await world.told()).toEqual([
      'Nobody watches any more: myapp (http://myapp.example.com). It was down for 2 minutes.',
    ]);
    await world.settle(20 * minute);
    expect(await world.told()).toHaveLength(1);
  });

  it('tells of two that followed each other between two looks one after the other', async () => {
    const world = await watched();
    await world.meets(gone);
    for (const met of [up, gone]) {
      world.clock.advance(5 * minute);
      world.check(met);
    }
    await world.settle(2 * minute);
    expect(await world.told()).toEqual([
      'Monitor is UP: myapp (http://myapp.example.com). It was down for 7 minutes.',
      'Monitor is DOWN: myapp (http://myapp.example.com) - Reason: HTTP 502 - Bad Gateway',
    ]);
    expect(await world.incidents()).toHaveLength(2);
  });

  it.each([true, false])(
    'tells what happened, however often old lists are seen; by the record: %s',
    async (isRecorded) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }), async (ups) => {
          const unread = { status: 503, headers: {}, body: '' };
          const faults = ({ path }: { path: string }) => (!isRecorded && path === '/v3/incidents' ? unread : undefined);
          const world = await monitorsWorld({ ports: { pollMs: 1_000 }, account: { faults } });
          await world.write('myapp.example.com');
          await world.settle(20_000);
          world.check(up);
          await world.settle(16_000);
          for (const isUp of [...ups, true]) {
            world.clock.advance(5 * minute);
            world.check(isUp ? up : gone);
            await world.settle(16_000);
          }
          const told = await world.incidents();
          const real = world.account.incidents();
          expect(told.map(({ startedMs }) => startedMs)).toEqual(real.map(({ startedMs }) => startedMs));
          for (const [index, { endedMs = 0 }] of told.entries()) {
            const lateMs = endedMs - (real[index]?.endedMs ?? 0);
            expect(lateMs).toBeGreaterThanOrEqual(0);
            if (isRecorded) expect(lateMs).toBe(0);
          }
          const [alert] = await world.alerts();
          expect(alert?.episodes.length ?? 0).toBe(told.length);
        }),
        { numRuns: 3 },
      );
    },
  );

  it('says what changed just before', async () => {
    const world = await watched();
    const change = { host: 'myapp.example.com', where: 'zone:example.com', action: 'change', why: '', by: '' };
    const row = { ...change, atMs: world.clock.now() + 175_000 };
    await world.table.transact([put(historyKey(row, 1), row)]);
    await world.meets(gone);
    expect(await world.told()).toEqual([
      'Monitor is DOWN: myapp (http://myapp.example.com) - Reason: HTTP 502 - Bad Gateway. Changed just before: DNS (2 minutes and 5 seconds earlier).',
    ]);
  });

  it('says that somebody changed the object just before', async () => {
    const world = await watched();
    const site = await world.table.get(siteKey({ host: 'myapp.example.com', view: 'public', setIdentifier: '' }));
    if (site === undefined) throw new Error('no site');
    const known = { gone: false, claims: [], skipped: [], hosts: [], marker: '' };
    const row = { ...known, ref: site.holder, changedMs: world.clock.now() + 240_000 };
    await world.table.transact([put(objectKey(site.holder), row)]);
    await world.meets(gone);
    expect(await world.told()).toEqual([
      expect.stringMatching(/ - Reason: HTTP 502 - Bad Gateway\. Changed just before: object \(1 minute earlier\)\.$/),
    ]);
  });

  it('keeps what a name says from being more than text', async () => {
    const world = await watched();
    const [first] = world.account.monitors();
    await world.meets({ status: 500, body: '<!channel>' });
    expect(first?.friendlyName).toBe('myapp.example.com');
    expect(await world.told()).toEqual([
      'Monitor is DOWN: myapp (http://myapp.example.com) - Reason: HTTP 500 - Internal Server Error',
    ]);
  });
});
