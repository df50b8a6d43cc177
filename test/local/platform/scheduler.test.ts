import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { virtualScheduler } from '../../../local/platform/virtual-scheduler.ts';

describe('virtual time', () => {
  it('runs what is due in order of time, then of asking, each at its own moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 10 }), async (delays) => {
        const scheduler = virtualScheduler(0, () => Promise.resolve());
        const ran: [number, number][] = [];
        delays.forEach((delay, index) => {
          scheduler.after(delay, () => ran.push([scheduler.monotonic(), index]));
        });
        await scheduler.advance(10);
        await scheduler.advance(10);
        expect(ran).toEqual(delays.map((delay, index): [number, number] => [delay, index]).sort(byTimeThenOrder));
        expect(scheduler.scheduled).toBe(0);
        expect(scheduler.now()).toBe(20);
      }),
    );
  });

  it('never runs anything before `after` has returned, nor what was cancelled', async () => {
    const scheduler = virtualScheduler(0, () => Promise.resolve());
    const ran: string[] = [];
    scheduler.after(0, () => ran.push('kept'));
    const cancel = scheduler.after(0, () => ran.push('cancelled'));
    expect(ran).toEqual([]);
    cancel();
    cancel();
    await scheduler.advance(0);
    expect(ran).toEqual(['kept']);
  });

  it('keeps monotonic time and timers when the wall clock jumps back', async () => {
    const scheduler = virtualScheduler(1_000_000, () => Promise.resolve());
    const ran: number[] = [];
    scheduler.after(100, () => ran.push(scheduler.now()));
    scheduler.jump(-500_000);
    await scheduler.advance(100);
    expect(ran).toEqual([500_100]);
    expect(scheduler.monotonic()).toBe(100);
  });
});

describe('real time', () => {
  it('runs after the delay and not before', async () => {
    const scheduler = realScheduler();
    const began = scheduler.monotonic();
    await new Promise<void>((resolve) => void scheduler.after(20, resolve));
    expect(scheduler.monotonic() - began).toBeGreaterThanOrEqual(18);
  });

  it('does not run at once what is further away than a timer of Node can hold', async () => {
    const scheduler = realScheduler();
    let ran = false;
    const cancel = scheduler.after(3_000_000_000, () => {
      ran = true;
    });
    await new Promise<void>((resolve) => void scheduler.after(20, resolve));
    cancel();
    expect(ran).toBe(false);
  });
});

const byTimeThenOrder = (a: [number, number], b: [number, number]): number => a[0] - b[0] || a[1] - b[1];
