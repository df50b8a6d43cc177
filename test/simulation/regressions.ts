import type { Scenario } from './workload/generate.ts';

/** A story that once violated an invariant, and must not again. */
export interface Regression {
  /** What it found, in a word or two. */
  readonly found: string;
  /** Of a seed, or what `--shrink --json` made of it: that stays the same when the workload changes. */
  readonly scenario: Scenario;
}

export const regressions: readonly Regression[] = [];
