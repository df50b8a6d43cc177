import { describe, expect, it } from 'vitest';
import { planChannel } from '../../../../functions/alerts/plan/plan.ts';
import { channelWorld } from './channel-world.ts';
import { monitorOf } from './samples.ts';

const app = monitorOf('myapp');
const down = 'Monitor is DOWN: myapp (https://myapp.example.com) - Reason: HTTP 502 - Bad Gateway';

describe('many at once', () => {
  const names = ['a', 'b', 'c', 'd'];

  it('are one message, which takes in those that follow, and ends once', () => {
    const world = channelWorld();
    for (const name of names.slice(0, 3)) world.open(monitorOf(name));
    world.settle();
    expect(world.texts()).toEqual([expect.stringMatching(/^3 alerts of monitor edge public:\n- .*a\b.*\n- .*\n- /)]);
    world.nowMs += 20_000;
    world.open(monitorOf('d'));
    world.settle();
    expect(world.texts()).toEqual([
      expect.stringMatching(/^4 alerts of monitor edge public:\n(- Monitor is DOWN.*\n?){4}$/),
    ]);
    for (const name of names) world.close(monitorOf(name));
    world.settle();
    expect(world.texts()).toEqual([
      expect.stringMatching(/^4 alerts of monitor edge public:\n(- Monitor is UP.*\n?){4}$/),
      '  All is well again: 4 alerts of monitor edge public',
    ]);
  });

  it('end one by one where messages cannot be changed', () => {
    const world = channelWorld({ keeps: false });
    for (const name of names) world.open(monitorOf(name));
    world.settle();
    world.close(monitorOf('a'));
    world.settle();
    for (const name of names.slice(1)) world.close(monitorOf(name));
    world.settle();
    expect(world.texts()).toEqual([
      expect.stringMatching(/^4 alerts/),
      expect.stringMatching(/^Monitor is UP: a/),
      expect.stringMatching(/^3 alerts of monitor edge public:\n(- Monitor is UP.*\n?){3}$/),
    ]);
  });

  it('are as many messages as their rows need', () => {
    const world = channelWorld();
    for (let at = 0; at < 450; at += 1) world.open(monitorOf(`app${at}`));
    world.settle();
    const heads = world.texts().map((text) => text.split(':')[0]);
    expect(heads).toEqual([200, 200, 50].map((count) => `${count} alerts of monitor edge public`));
  });

  it('of no place are told without one', () => {
    const world = channelWorld();
    for (const name of names) world.open(monitorOf(name, { about: 'work', place: {} }));
    world.settle();
    expect(world.texts()).toEqual([expect.stringMatching(/^4 alerts of work:\n- Work is stuck: a /)]);
  });

  it('of different edges are told apart', () => {
    const world = channelWorld();
    for (const name of names.slice(0, 2)) world.open(monitorOf(name));
    for (const name of names.slice(2)) world.open(monitorOf(name, { place: { edge: 'private' } }));
    world.settle();
    expect(world.texts()).toHaveLength(4);
  });
});

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
});
