import { describe, expect, it } from 'vitest';
import { channelWorld } from './channel-world.ts';
import { monitorOf } from './samples.ts';

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

  it.each([3, 15])('are few messages where they fall one after the other, every %i seconds', (gap) => {
    const world = channelWorld();
    const fallen = Array.from({ length: 60 }, (_, at) => monitorOf(`app${at}`));
    for (const one of fallen) {
      world.open(one);
      world.settle();
      world.nowMs += gap * 1_000;
    }
    expect(world.texts()).toEqual([
      expect.stringMatching(/^Monitor is DOWN: app0 /),
      expect.stringMatching(/^Monitor is DOWN: app1 /),
      expect.stringMatching(/^58 alerts of monitor edge public:\n- Monitor is DOWN: app2 /),
    ]);
    for (const one of fallen) {
      world.close(one);
      world.settle();
      world.nowMs += gap * 1_000;
    }
    expect(world.texts()).toHaveLength(6);
    expect(world.texts().at(-1)).toBe('  All is well again: 58 alerts of monitor edge public');
  });

  it('begin one message with a single one, where others were told just before', () => {
    const world = channelWorld();
    for (const name of names.slice(0, 3)) {
      world.open(monitorOf(name));
      world.settle();
    }
    expect(world.texts()[2]).toMatch(/^1 alert of monitor edge public:\n- Monitor is DOWN: c /);
    world.close(monitorOf('c'));
    world.settle();
    expect(world.texts()[3]).toBe('  All is well again: 1 alert of monitor edge public');
  });

  it('are told by themselves once a digest has taken in nothing for ten minutes', () => {
    const world = channelWorld();
    for (const name of names.slice(0, 3)) world.open(monitorOf(name));
    world.settle();
    world.nowMs += 599_000;
    world.open(monitorOf('d'));
    world.settle();
    world.nowMs += 600_000;
    world.open(monitorOf('e'));
    world.settle();
    expect(world.texts()).toEqual([
      expect.stringMatching(/^4 alerts of monitor edge public/),
      expect.stringMatching(/^Monitor is DOWN: e /),
    ]);
  });

  it('stand each for itself where messages cannot be changed', () => {
    const world = channelWorld({ keeps: false });
    for (const name of names) {
      world.open(monitorOf(name));
      world.settle();
    }
    expect(world.texts()).toEqual(names.map((name) => expect.stringMatching(`^Monitor is DOWN: ${name} `)));
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
