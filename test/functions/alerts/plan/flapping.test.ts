import { describe, expect, it } from 'vitest';
import { planChannel } from '../../../../functions/alerts/plan/plan.ts';
import { channelWorld } from './channel-world.ts';
import { monitorOf } from './samples.ts';

const app = monitorOf('myapp');
const down = 'Monitor is DOWN: myapp (https://myapp.example.com) - Reason: HTTP 502 - Bad Gateway';

describe('what comes and goes', () => {
  it('is told of once, and when it is quiet', () => {
    const world = channelWorld();
    for (let times = 0; times < 8; times += 1) {
      world.open(app);
      world.settle();
      world.nowMs += 10_000;
      world.close(app);
      world.settle();
      world.nowMs += 10_000;
    }
    expect(world.texts()).toHaveLength(7);
    expect(world.texts()[6]).toBe(
      'Monitor is DOWN again and again: myapp (https://myapp.example.com) - 4 times within 10 minutes, told of again when it is quiet',
    );
    world.nowMs = planChannel(world.state()).lookAtMs ?? 0;
    world.settle();
    const quiet = 'Quiet for 10 minutes: Monitor is UP: myapp (https://myapp.example.com)';
    expect(world.texts().slice(6)).toEqual([quiet, `  ${quiet}`]);
  });

  it('and is so from then on is told of as it is, not as quiet, and ends as any other', () => {
    const world = channelWorld();
    for (let times = 0; times < 4; times += 1) {
      world.close(app);
      world.open(app);
      world.settle();
      world.nowMs += 10_000;
    }
    const before = world.texts().length;
    world.nowMs = planChannel(world.state()).lookAtMs ?? 0;
    world.settle();
    expect(world.texts().slice(before)).toEqual([down]);
    world.close(app);
    world.settle();
    expect(world.texts().slice(before)).toEqual([
      expect.stringMatching(/^Monitor is UP: myapp/),
      expect.stringMatching(/^ {2}Monitor is UP: myapp/),
    ]);
  });

  it('and stays is told of as it is', () => {
    const world = channelWorld();
    for (let times = 0; times < 5; times += 1) {
      world.close(app);
      world.open(app);
      world.settle();
      world.nowMs += 10_000;
    }
    world.nowMs += 600_000;
    world.settle();
    expect(world.texts().at(-1)).toBe(down);
  });

  it('and was told to be quiet is not told of above that, in a digest that still grows', () => {
    const world = channelWorld();
    for (const name of ['a', 'b', 'c']) world.open(monitorOf(name));
    for (let times = 0; times < 4; times += 1) {
      world.close(app);
      world.open(app);
      world.settle();
      world.nowMs += 1_000;
    }
    world.close(app);
    world.nowMs += 500_000;
    world.open(monitorOf('d'));
    world.settle();
    world.nowMs += 100_000;
    world.settle();
    expect(world.texts().at(-1)).toMatch(/^ {2}Quiet for 10 minutes: Monitor is UP: myapp /);
    world.open(app);
    world.open(monitorOf('e'));
    world.settle();
    expect(world.texts()[0]).toMatch(/^8 alerts of .*\n- Monitor is DOWN: e /s);
    expect(world.texts().at(-1)).toBe(down);
  });
});
