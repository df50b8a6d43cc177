import type { Verdict } from '../workers/verdict.ts';
import { count, hours } from './texts.ts';

/** What many seeds came to. */
export interface Totals {
  readonly seeds: number;
  readonly steps: number;
  readonly operations: number;
  readonly virtualMs: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: number;
  readonly failedSeeds: readonly number[];
}

export function totalsOf(verdicts: readonly Verdict[]): Totals {
  const faults: Record<string, number> = {};
  for (const verdict of verdicts)
    for (const [kind, times] of Object.entries(verdict.faults)) faults[kind] = (faults[kind] ?? 0) + times;
  const sum = (of: (verdict: Verdict) => number): number => verdicts.reduce((all, verdict) => all + of(verdict), 0);
  return {
    seeds: verdicts.length,
    steps: sum(({ steps }) => steps),
    operations: sum(({ operations }) => operations),
    virtualMs: sum(({ virtualMs }) => virtualMs),
    faults,
    violations: sum(({ violations }) => violations.length),
    failedSeeds: verdicts.filter(({ violations }) => violations.length > 0).map(({ seed }) => seed),
  };
}

/** @param tookMs real time */
export function totalLines(totals: Totals, tookMs: number): readonly string[] {
  const { seeds, steps, operations, virtualMs, faults, violations, failedSeeds } = totals;
  const perMinute = (of: number): string => `${count((of / tookMs) * 60_000)} a minute`;
  const kinds = Object.entries(faults).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `${count(seeds)} seeds, ${hours(virtualMs)} of virtual time in ${count(tookMs / 1000)} s`,
    `steps       ${count(steps)}, ${perMinute(steps)}, ${count((steps / tookMs) * 1000)} a second`,
    `operations  ${count(operations)} of people and accidents`,
    `faults      ${kinds.map(([kind, times]) => `${kind} ${count(times)}`).join(', ') || 'none'}`,
    `violations  ${violations}${failedSeeds.length === 0 ? '' : ` in seeds ${failedSeeds.join(', ')}`}`,
  ];
}
