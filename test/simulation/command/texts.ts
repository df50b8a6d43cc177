import type { Verdict } from '../workers/verdict.ts';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Thousands apart. */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

export const hours = (ms: number): string => `${count(ms / 3_600_000)} h`;

/** The line that plays a seed once more and tells all of it. */
export const replayLine = (seed: number, bug?: string): string =>
  `npm run simulate -- ${bug === undefined ? '' : `--bugs ${bug} `}--seed ${seed} --trace`;

export function violationLines({ seed, violations }: Verdict): readonly string[] {
  const shown = violations.slice(0, 3).map(({ invariant, message }) => `  ${invariant}: ${message}`);
  const more = violations.length > shown.length ? [`  and ${violations.length - shown.length} more`] : [];
  return [`seed ${seed}:`, ...shown, ...more, `  ${replayLine(seed)}`];
}
