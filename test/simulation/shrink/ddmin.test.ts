import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortest } from './ddmin.ts';

const lists = fc.uniqueArray(fc.nat(200), { maxLength: 60 });

describe('the shortest list that is still wrong', () => {
  it('is exactly the culprits where each of them is needed', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.func(fc.boolean()), async (items, isCulprit) => {
        const culprits = items.filter((item) => isCulprit(item));
        const found = await shortest(items, async (fewer) => culprits.every((culprit) => fewer.includes(culprit)));
        expect(found).toEqual(culprits);
      }),
    );
  });

  it('is one that no single item can be left out of', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.nat(300), async (items, sum) => {
        const isWrong = async (some: readonly number[]): Promise<boolean> => some.reduce((a, b) => a + b, 0) >= sum;
        fc.pre(await isWrong(items));
        const found = await shortest(items, isWrong);
        expect(await isWrong(found)).toBe(true);
        for (const left of found) expect(await isWrong(found.filter((item) => item !== left))).toBe(false);
      }),
    );
  });
});
