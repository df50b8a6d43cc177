import { describe, expect, it } from 'vitest';
import { PermanentError, RetryableError, ThrottledError } from '../../../shared/errors/kinds.ts';
import { setFar, toyLane, toyWorld } from '../../support/toy-capability.ts';

describe('a drain leaves no due item as it was', () => {
  it('removes what is done and gives the lease back', async () => {
    const world = await toyWorld();
    await world.wish('a', 1);
    await world.wish('b', 2);
    expect(await world.drain()).toMatchObject({ result: 'drained', taken: 2, outcomes: { done: 2 } });
    expect([...world.far]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(await world.items()).toEqual([]);
    expect(await world.state()).toMatchObject({ untilMs: 0, taken: 0 });
    expect((await world.state())?.token).toBeUndefined();
  });

  it('looks at a key once, however many items it has', async () => {
    const world = await toyWorld();
    for (const value of [1, 2, 3]) await world.wish('a', value);
    const seen: string[] = [];
    await world.drain((key, drain) => {
      seen.push(key);
      return setFar(world.far, key, drain);
    });
    expect(seen).toEqual(['a']);
    expect(await world.items()).toEqual([]);
  });

  it('works a key with hundreds of items off', async () => {
    const world = await toyWorld();
    for (let value = 0; value < 250; value += 1) await world.wish('a', value);
    await world.drain(async (key) => ({ key, result: 'retry', message: 'later' }));
    expect(await world.items()).toHaveLength(1);
    world.clock.advance(2_000);
    await world.drain();
    expect(await world.items()).toEqual([]);
  });

  it('retry: replaced by its successor, attempt + 1, first due time kept', async () => {
    const world = await toyWorld();
    const firstDueMs = world.clock.now();
    await world.wish('a');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await world.drain(async (key) => ({ key, result: 'retry', message: 'later' }));
      const [item, ...others] = await world.items();
      expect(others).toEqual([]);
      expect(item).toMatchObject({ attempt, firstDueMs });
      expect(item?.dueMs).toBeGreaterThan(world.clock.now());
      world.clock.advance((item?.dueMs ?? 0) - world.clock.now());
    }
  });

  it('a new wish is a new item and has no backoff', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain(async (key) => ({ key, result: 'retry', message: 'later' }));
    await world.wish('a', 2);
    const attempts: number[] = [];
    await world.drain((key, drain) => {
      attempts.push(...drain.keys.map((due) => due.attempt));
      return setFar(world.far, key, drain);
    });
    expect(attempts).toEqual([0]);
    expect(world.far.get('a')).toBe(2);
  });

  it('a wish made while the drain runs survives it', async () => {
    const world = await toyWorld();
    await world.wish('a', 1);
    await world.drain(async (key, drain) => {
      const outcome = await setFar(world.far, key, drain);
      await world.wish('a', 2);
      return outcome;
    });
    expect(await world.items()).toHaveLength(1);
    expect(world.rings.at(-1)).toEqual({ lane: toyLane, delaySeconds: 0 });
    await world.drain();
    expect(world.far.get('a')).toBe(2);
  });

  it('pending: looked at again when it asked to be, as if new', async () => {
    const world = await toyWorld();
    await world.wish('a');
    const atMs = world.clock.now() + 7_000;
    await world.drain(async (key) => ({ key, result: 'pending', atMs }));
    expect(await world.items()).toMatchObject([{ attempt: 0, dueMs: atMs, firstDueMs: atMs }]);
  });

  it('pending in the past does not spin', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain(async (key) => ({ key, result: 'pending', atMs: 0 }));
    expect((await world.items())[0]?.dueMs).toBeGreaterThan(world.clock.now());
  });

  it('parked: a row with the reason and no item; a new wish takes it back', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain(async (key) => ({ key, result: 'parked', reason: 'InvalidTarget', message: 'no' }));
    expect(await world.items()).toEqual([]);
    expect(await world.parked()).toMatchObject([{ key: 'a', reason: 'InvalidTarget', until: 'changed' }]);
    await world.wish('a', 2);
    await world.drain();
    expect(await world.parked()).toEqual([]);
  });

  it('hourly: a row with the reason and an item an hour later', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain(async (key) => ({ key, result: 'hourly', reason: 'AccessDenied', message: 'no' }));
    expect(await world.items()).toMatchObject([{ dueMs: world.clock.now() + 3_600_000 }]);
    expect(await world.parked()).toMatchObject([{ key: 'a', reason: 'AccessDenied', until: 'hourly' }]);
    world.clock.advance(3_600_000);
    await world.drain();
    expect([await world.items(), await world.parked()]).toEqual([[], []]);
  });

  it('a key that the capability forgot is retried', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain(async () => undefined);
    expect(await world.items()).toMatchObject([{ attempt: 1 }]);
  });

  it.each<[string, Error, object]>([
    ['RetryableError', new RetryableError('later'), { attempt: 1 }],
    [
      'PermanentError of the surroundings',
      new PermanentError('ZoneGone', 'gone', { scope: 'surroundings' }),
      { attempt: 0 },
    ],
    ['ThrottledError', new ThrottledError('slow', 30_000), { attempt: 0 }],
  ])('an error that ends the whole drain speaks for every key: %s', async (_name, error, item) => {
    const world = await toyWorld();
    await world.wish('a');
    await world.wish('b');
    await world.drain(() => Promise.reject(error));
    const items = await world.items();
    expect(items).toHaveLength(2);
    for (const each of items) {
      expect(each).toMatchObject(item);
      expect(each.dueMs).toBeGreaterThan(world.clock.now());
    }
  });
});
