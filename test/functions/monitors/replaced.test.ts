import { describe, expect, it } from 'vitest';
import { wishFor } from '../dns/world-sites.ts';
import { watch } from './sites.ts';
import { gone, minute, watched } from './watched.ts';

type Way = NonNullable<NonNullable<Parameters<typeof watched>[0]>['way']>;

describe('a monitor in place of another one', () => {
  it('takes a site for down until another monitor of it has met an answer', async () => {
    const world = await watched();
    await world.meets(gone);
    const keyword = { text: 'Welcome', caseSensitive: true, downWhile: 'absent' } as const;
    await world.write('myapp.example.com', { wish: wishFor({ monitor: watch({ keyword }) }) });
    await world.settle(minute);
    await world.meets(gone);
    expect(await world.told()).toEqual([expect.stringMatching(/^Monitor is DOWN: /)]);
    await world.meets({ status: 200, body: 'Welcome' });
    expect(await world.told()).toEqual([expect.stringMatching(/^Monitor is UP: /)]);
  });

  it('says nothing of another monitor that never was up, though its making was in doubt', async () => {
    const way: Way = {};
    const world = await watched({ way });
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
    expect(await world.told()).toEqual([]);
  });
});
