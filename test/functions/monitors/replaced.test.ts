import { describe, expect, it } from 'vitest';
import { closedText, openText } from '../../../functions/alerts/plan/texts.ts';
import { wishFor } from '../dns/world-sites.ts';
import { watch } from './sites.ts';
import { monitorsWorld } from './world.ts';

const gone = { status: 502, body: '' };
const minute = 60_000;

/** A watched site that was up once. */
async function watched() {
  const way: NonNullable<NonNullable<Parameters<typeof monitorsWorld>[0]>['way']> = {};
  const world = await monitorsWorld({ way });
  await world.write('myapp.example.com');
  await world.settle(minute);
  world.check({ status: 200, body: '' });
  await world.settle(2 * minute);
  return {
    ...{ world, way },
    /** Checks when the next one is due, and lets it be seen. */
    async meets(met: typeof gone): Promise<void> {
      world.clock.advance(5 * minute);
      world.check(met);
      await world.settle(2 * minute);
    },
    async told() {
      return (await world.alerts()).flatMap((alert) =>
        alert.episodes.map((one) => (one.closedMs === undefined ? openText(alert) : closedText(alert, one))),
      );
    },
  };
}

describe('a monitor in place of another one', () => {
  it('takes a site for down until another monitor of it has met an answer', async () => {
    const { world, told, meets } = await watched();
    await meets(gone);
    const keyword = { text: 'Welcome', caseSensitive: true, downWhile: 'absent' } as const;
    await world.write('myapp.example.com', { wish: wishFor({ monitor: watch({ keyword }) }) });
    await world.settle(minute);
    await meets(gone);
    expect(await told()).toEqual([expect.stringMatching(/^Monitor is DOWN: /)]);
    await meets({ status: 200, body: 'Welcome' });
    expect(await told()).toEqual([expect.stringMatching(/^Monitor is UP: /)]);
  });

  it('says nothing of another monitor that never was up, though its making was in doubt', async () => {
    const { world, told, way } = await watched();
    const [first] = world.account.monitors();
    world.account.remove(first?.id ?? 0, world.clock.now());
    way.handle = (account) => (request, nowMs) => {
      const answer = account.handle(request, nowMs);
      return request.method === 'POST' ? { status: 0, headers: {}, body: '' } : answer;
    };
    await world.settle(3 * minute);
    world.check(gone);
    await world.settle(3 * minute);
    expect(world.account.monitors()).toMatchObject([{ status: 'DOWN' }]);
    expect(await told()).toEqual([]);
  });
});
