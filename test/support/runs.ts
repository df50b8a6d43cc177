import fc from 'fast-check';

/** So many times as often as other laws are tried, for cases that are seldom met. */
export const runsTimes = (factor: number): { readonly numRuns: number } => ({
  numRuns: factor * (fc.readConfigureGlobal().numRuns ?? 100),
});
