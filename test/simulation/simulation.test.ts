import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { bugs } from './bugs/all.ts';
import { patchedFiles } from './bugs/plant.ts';
import { regressions } from './regressions.ts';
import { runScenario } from './run.ts';
import { hireWorker } from './workers/crew.ts';
import { generateScenario } from './workload/generate.ts';

/** A second each; `npm run simulate` plays as many as one likes, and CI two minutes of others. */
const seeds = [3, 4, 5, 6, 8, 10];

describe('a short simulation', () => {
  it.each(seeds)('holds every invariant under seed %i', async (seed) => {
    const { violations } = await runScenario(generateScenario(seed));
    expect(violations).toEqual([]);
  });

  it('holds every invariant where one was violated once', async () => {
    for (const { found, scenario } of regressions) {
      const { violations } = await runScenario(scenario);
      expect({ found, violations }).toEqual({ found, violations: [] });
    }
  });
});

describe('one seed', () => {
  it('is one story, in this process and in another', async () => {
    const seed = 4;
    const { hash, steps } = await runScenario(generateScenario(seed));
    const again = await runScenario(generateScenario(seed));
    const worker = hireWorker();
    const elsewhere = await worker.play(seed);
    worker.dismiss();
    expect([again.hash, elsewhere.hash]).toEqual([hash, hash]);
    expect([again.steps, elsewhere.steps]).toEqual([steps, steps]);
  });
});

describe('a seeded bug', () => {
  it('fits the code of today', () => {
    for (const bug of bugs)
      for (const text of patchedFiles(bug).values()) expect(() => stripTypeScriptTypes(text), bug.name).not.toThrow();
  });
});
