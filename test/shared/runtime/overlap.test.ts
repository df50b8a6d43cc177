import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Capability } from '../../../shared/runtime/capability.ts';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import type { DrainReport } from '../../../shared/runtime/drain-report.ts';
import { put } from '../../../shared/runtime/table.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { mortal } from '../../support/mortal-table.ts';
import { runDrain, seededRandom } from '../../support/run-drain.ts';
import { toyCapability, toyLane, wish } from '../../support/toy-capability.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

it('never lets two drains apply at once with a valid fence', async () => {
  let overtaken = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 2, max: 6 }), async (seed, drains) => {
      const table = memoryTable();
      const clock = virtualClock();
      const random = seededRandom(seed);
      await writeConfiguration(table, emptyConfiguration);
      for (let key = 0; key < 8; key += 1) await wish(table, clock, `k${key}`);
      const applied: string[] = [];
      const running: Promise<DrainReport | undefined>[] = [];
      const start = (): void => {
        if (running.length === drains) return;
        const input = { capability, lane: toyLane, table: mortal(table, 10_000).table, clock, random };
        running.push(runDrain(input).catch(() => undefined));
      };
      const capability: Capability = {
        ...toyCapability(new Map()),
        async work(drain) {
          for (const { key } of drain.keys) {
            // A process may be frozen at any moment, for longer than its lease, and another one begin.
            if (random() < 0.3) {
              clock.advance(random() * 200_000);
              start();
            }
            const sk = `${drain.now()}#${key}`;
            await drain.table.transact([drain.fence, put({ pk: 'applied', sk }, { key })]);
            applied.push(JSON.stringify(drain.fence.when));
          }
          return drain.keys.map(({ key }) => ({ key, result: 'done' }));
        },
      };
      start();
      for (let index = 0; index < running.length; index += 1) {
        if ((await running[index])?.result === 'lost') overtaken += 1;
      }
      // Each token's writes are one unbroken run: once another token has written, it never writes again.
      const runs = applied.filter((token, index) => token !== applied[index - 1]);
      expect(new Set(runs).size).toBe(runs.length);
    }),
  );
  expect(overtaken).toBeGreaterThan(0);
});
