import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareRate } from '../../../shared/runtime/rate.ts';
import { fullBucket, takeBlock } from '../../../shared/runtime/token-bucket.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

describe('a bucket of request tokens', () => {
  it('never hands out more than burst + rate in any time', () => {
    const takes = fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 10 })), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(takes, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (all, perSecond, burst) => {
        const rule = { perSecond, burst };
        let nowMs = 0;
        let granted = 0;
        let bucket = fullBucket(rule, nowMs);
        for (const [pauseMs, wanted] of all) {
          nowMs += pauseMs;
          const block = takeBlock(bucket, rule, { wanted, nowMs });
          expect(block.granted).toBeLessThanOrEqual(wanted);
          expect(block.bucket.tokens).toBeGreaterThanOrEqual(0);
          granted += block.granted;
          bucket = block.bucket;
          expect(granted).toBeLessThanOrEqual(burst + (nowMs * perSecond) / 1_000 + 1e-6);
        }
      }),
    );
  });

  it('grants a token after the time it names', () => {
    const rule = { perSecond: 4, burst: 2 };
    const empty = { tokens: 0.5, atMs: 1_000 };
    const { granted, waitMs } = takeBlock(empty, rule, { wanted: 5, nowMs: 1_000 });
    expect([granted, waitMs]).toEqual([0, 125]);
    expect(takeBlock(empty, rule, { wanted: 5, nowMs: 1_125 }).granted).toBe(1);
  });

  it('grants the least that is asked for, or nothing until that is there', () => {
    const rule = { perSecond: 4, burst: 20 };
    const asked = { wanted: 8, least: 8 };
    const short = takeBlock({ tokens: 5, atMs: 0 }, rule, { ...asked, nowMs: 0 });
    expect(short).toEqual({ granted: 0, waitMs: 750, bucket: { tokens: 5, atMs: 0 } });
    expect(takeBlock(short.bucket, rule, { ...asked, nowMs: 750 }).granted).toBe(8);
    expect(takeBlock(fullBucket(rule, 0), rule, { wanted: 99, least: 99, nowMs: 0 }).granted).toBe(20);
  });

  it('goes on when the clock went back', () => {
    const rule = { perSecond: 1, burst: 5 };
    const { bucket } = takeBlock({ tokens: 3, atMs: 1_000_000 }, rule, { wanted: 1, nowMs: 10 });
    expect(bucket).toEqual({ tokens: 2, atMs: 10 });
  });
});

describe('a rate that lanes share', () => {
  it('gives all lanes of an account together what one would have', async () => {
    const table = memoryTable();
    const clock = virtualClock();
    const input = {
      table,
      clock,
      account: '111122223333',
      service: 'route53',
      rule: { perSecond: 5, burst: 5 },
      block: 2,
    };
    const lanes = [shareRate(input), shareRate(input), shareRate(input)];
    let calls = 0;
    for (let tick = 0; tick < 100; tick += 1) {
      for (const lane of lanes) if ((await lane.take()) === 0) calls += 1;
      clock.advance(100);
    }
    expect(calls).toBeGreaterThan(45);
    expect(calls).toBeLessThanOrEqual(5 + 5 * 10);
  });

  it('keeps accounts apart', async () => {
    const [table, clock] = [memoryTable(), virtualClock()];
    const rule = { perSecond: 1, burst: 1 };
    const of = (account: string) => shareRate({ table, clock, account, service: 'route53', rule, block: 1 });
    expect(await of('a').take()).toBe(0);
    expect(await of('a').take()).toBeGreaterThan(0);
    expect(await of('b').take()).toBe(0);
  });
});
