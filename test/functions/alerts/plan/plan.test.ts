import { describe, expect, it } from 'vitest';
import { planChannel } from '../../../../functions/alerts/plan/plan.ts';
import { alertText } from '../../../../shared/domain/alert.ts';
import { channelWorld } from './channel-world.ts';
import { monitorOf } from './samples.ts';

const app = monitorOf('myapp');
const down = 'Monitor is DOWN: myapp (https://myapp.example.com) - Reason: HTTP 502 - Bad Gateway';
const up = 'Monitor is UP: myapp (https://myapp.example.com). It was down for 7 minutes and 53 seconds.';

describe('what a channel is told', () => {
  it('is DOWN, then UP in its place and in its thread', () => {
    const world = channelWorld();
    world.open(app);
    world.settle();
    expect(world.texts()).toEqual([down]);
    world.nowMs += 473_000;
    world.close(app);
    world.settle();
    expect(world.texts()).toEqual([up, `  ${up}`]);
  });

  it('is two messages where messages cannot be changed', () => {
    const world = channelWorld({ keeps: false });
    world.open(app);
    world.settle();
    world.nowMs += 473_000;
    world.close(app);
    world.settle();
    expect(world.texts()).toEqual([down, up]);
  });

  it('is nothing of what was over before it was told', () => {
    const world = channelWorld();
    world.open(app);
    world.close(app);
    world.settle();
    expect(world.texts()).toEqual([]);
  });

  it('waits for what may be over soon', () => {
    const world = channelWorld();
    world.open(app, 600_000);
    world.settle();
    expect(planChannel(world.state())).toEqual({ changes: [], lookAtMs: world.nowMs + 600_000 });
    world.nowMs += 600_000;
    world.settle();
    expect(world.texts()).toEqual([down]);
  });

  it('follows what is said of it', () => {
    const world = channelWorld();
    world.open(app);
    world.settle();
    world.open({ ...app, facts: { ...app.facts, message: 'HTTP 503' } });
    world.settle();
    expect(world.texts()).toEqual([down.replace('502 - Bad Gateway', '503')]);
  });

  it('is a new message when it happens again', () => {
    const world = channelWorld();
    for (const texts of [2, 4]) {
      world.open(app);
      world.settle();
      world.nowMs += 1_000;
      world.close(app);
      world.settle();
      expect(world.texts()).toHaveLength(texts);
    }
  });

  it('is nothing of what it is not to hear, but what it heard of ends there', () => {
    const world = channelWorld();
    world.muted.add(alertText(app));
    world.open(app);
    world.settle();
    expect(world.texts()).toEqual([]);
    world.muted.clear();
    world.settle();
    world.muted.add(alertText(app));
    world.nowMs += 473_000;
    world.close(app);
    world.settle();
    expect(world.texts()).toEqual([up, `  ${up}`]);
  });
});

describe('what happened', () => {
  const event = { ...app, about: 'host', facts: { name: 'a.example.com', message: 'now of b' }, event: true } as const;

  it('is told once each time, and never over', () => {
    const world = channelWorld();
    for (const times of [1, 2]) {
      world.open(event);
      world.settle();
      expect(world.texts()).toEqual(Array(times).fill('Host taken over: a.example.com (cluster demo) - now of b'));
      world.nowMs += 90_000_000;
      world.settle();
    }
  });
});
