import { describe, expect, it } from 'vitest';
import { setFar, toyLane, toyWorld } from '../../support/toy-capability.ts';

describe('throttling slows the lane', () => {
  it("sets the lane's notBefore, which drains obey, and rings for its end", async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.wish('b');
    const untilMs = world.clock.now() + 20_000;
    await world.drain(async (key) => (key === 'a' ? { key, result: 'throttled', untilMs } : { key, result: 'done' }));
    expect(await world.items()).toMatchObject([{ key: 'a', attempt: 0, dueMs: untilMs }]);
    expect(world.rings.at(-1)).toEqual({ lane: toyLane, delaySeconds: 20 });
    await world.wish('c');
    expect(await world.drain()).toMatchObject({ result: 'notBefore' });
    world.clock.advance(20_000);
    expect(await world.drain()).toMatchObject({ result: 'drained', outcomes: { done: 2 } });
  });
});

describe('the budget of a drain', () => {
  it('takes 2,500 due items over four partitions, the longest due first, and rings for the rest', async () => {
    const world = await toyWorld();
    for (let index = 0; index < 2_510; index += 1) {
      await world.wish(`k${index}`);
      if (index % 100 === 0) world.clock.advance(1);
    }
    const seen: string[] = [];
    await world.drain(async (key) => {
      seen.push(key);
      return { key, result: 'done' };
    });
    expect(seen).toHaveLength(2_500);
    expect((await world.items()).map((item) => item.key).sort()).toEqual(
      Array.from({ length: 10 }, (_, index) => `k${2_500 + index}`).filter((key) => !seen.includes(key)),
    );
    expect(world.rings.at(-1)).toEqual({ lane: toyLane, delaySeconds: 0 });
  });

  it('stops after 80 s: keys without an outcome stay due, and it rings itself', async () => {
    const world = await toyWorld();
    for (const key of ['a', 'b', 'c']) await world.wish(key);
    const report = await world.drain(async (key, drain) => {
      const outcome = await setFar(world.far, key, drain);
      world.clock.advance(45_000);
      return outcome;
    });
    expect(report).toMatchObject({ result: 'drained', taken: 3, outcomes: { done: 2 } });
    expect(await world.items()).toMatchObject([{ attempt: 0 }]);
    expect(world.rings.at(-1)).toEqual({ lane: toyLane, delaySeconds: 0 });
  });

  it('starts no call later than 100 s after the lease was taken, whatever the wall clock says', async () => {
    const world = await toyWorld();
    await world.wish('a');
    const report = await world.drain(async (key, drain) => {
      world.clock.advance(100_001);
      world.clock.jump(-100_000);
      return setFar(world.far, key, drain);
    });
    expect(world.far.size).toBe(0);
    expect(report.result).toBe('crashed');
    expect(await world.items()).toMatchObject([{ key: 'a', attempt: 0 }]);
  });
});
