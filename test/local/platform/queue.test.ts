import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQueue } from '../../../local/platform/in-process-queue.ts';
import type { Message, QueueOptions } from '../../../local/platform/queue.ts';
import { seededRandom } from '../../../local/platform/random.ts';
import { virtualScheduler } from '../../../local/platform/virtual-scheduler.ts';

const microtasks = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const world = (over: Partial<QueueOptions> = {}) => {
  const scheduler = virtualScheduler(0, microtasks);
  const options: QueueOptions = {
    name: 'q',
    scheduler,
    random: seededRandom(1),
    visibilityTimeoutMs: 1_000,
    maxReceiveCount: 3,
    concurrency: 2,
    ...over,
  };
  return { scheduler, options };
};

describe('an in-process queue', () => {
  it('delivers a message once its delay has passed and then forgets it', async () => {
    const { scheduler, options } = world();
    const seen: string[] = [];
    const queue = createQueue(options, async ({ body }) => void seen.push(`${body}@${scheduler.monotonic()}`));
    queue.send('now');
    queue.send('later', { delayMs: 500 });
    await scheduler.advance(10_000);
    expect(seen).toEqual(['now@0', 'later@500']);
    expect(queue.size).toBe(0);
  });

  it('shows a message again after the visibility time-out and buries it with the last error', async () => {
    const { scheduler, options } = world();
    const deliveries: [number, number][] = [];
    const failures: string[] = [];
    const queue = createQueue({ ...options, failed: ({ id }) => failures.push(id) }, async ({ receiveCount }) => {
      deliveries.push([receiveCount, scheduler.monotonic()]);
      throw new TypeError(`no ${receiveCount}`);
    });
    queue.send('poison');
    await scheduler.advance(10_000);
    expect(deliveries).toEqual([
      [1, 0],
      [2, 1_000],
      [3, 2_000],
    ]);
    expect(failures).toHaveLength(3);
    expect(queue.size).toBe(0);
    expect(queue.deadLetters).toMatchObject([
      { body: 'poison', reason: 'TypeError: no 3', receiveCount: 3, atMs: 3_000 },
    ]);
  });

  it('delivers again while a slow consumer still works, and keeps a message that was handled late deleted', async () => {
    const { scheduler, options } = world();
    const starts: number[] = [];
    const queue = createQueue(options, ({ receiveCount }) => {
      starts.push(receiveCount);
      return new Promise((resolve) => scheduler.after(1_500, resolve));
    });
    queue.send('slow');
    await scheduler.advance(20_000);
    expect(starts).toEqual([1, 2]);
    expect(queue.size).toBe(0);
    expect(queue.deadLetters).toEqual([]);
  });

  it('never handles more at once than it may', async () => {
    const { scheduler, options } = world({ concurrency: 3 });
    let most = 0;
    const queue = createQueue(options, () => {
      most = Math.max(most, queue.inFlight + 1);
      return new Promise((resolve) => scheduler.after(100, resolve));
    });
    for (let index = 0; index < 10; index += 1) queue.send(String(index));
    await scheduler.advance(1_000);
    expect(most).toBe(3);
    expect(queue.size).toBe(0);
  });

  it('closes once what is in flight has ended and delivers nothing more', async () => {
    const { scheduler, options } = world({ concurrency: 1 });
    const seen: string[] = [];
    const queue = createQueue(options, async ({ body }) => {
      await new Promise<void>((resolve) => scheduler.after(100, resolve));
      seen.push(body);
    });
    queue.send('a');
    queue.send('b');
    await scheduler.advance(0);
    const closed = queue.close();
    await scheduler.advance(1_000);
    await closed;
    expect(seen).toHaveLength(1);
  });

  it('loses nothing: every message ends handled or among the dead letters, the same way for the same seed', async () => {
    const scenario = fc.record({
      seed: fc.integer(),
      messages: fc.array(fc.record({ delayMs: fc.nat(3_000), failures: fc.nat(5) }), { maxLength: 12 }),
    });
    const run = async (seed: number, messages: readonly { delayMs: number; failures: number }[]) => {
      const { scheduler, options } = world({ random: seededRandom(seed) });
      const handled: string[] = [];
      const queue = createQueue(options, async ({ body, receiveCount }: Message) => {
        if (receiveCount <= (messages[Number(body)]?.failures ?? 0)) throw new Error('again');
        handled.push(body);
      });
      messages.forEach(({ delayMs }, index) => {
        queue.send(String(index), { delayMs });
      });
      await scheduler.advance(60_000);
      return { handled, dead: queue.deadLetters.map(({ body }) => body), left: queue.size };
    };
    await fc.assert(
      fc.asyncProperty(scenario, async ({ seed, messages }) => {
        const first = await run(seed, messages);
        expect(first.left).toBe(0);
        expect([...first.handled, ...first.dead].sort()).toEqual(messages.map((_, index) => String(index)).sort());
        for (const body of first.dead) expect(messages[Number(body)]?.failures).toBeGreaterThanOrEqual(3);
        expect(await run(seed, messages)).toEqual(first);
      }),
    );
  });
});
