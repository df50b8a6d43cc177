import { hireWorker, playSeeds } from '../workers/crew.ts';
import type { Verdict } from '../workers/verdict.ts';
import type { Options } from './options.ts';
import { say, violationLines } from './texts.ts';
import { totalLines, totalsOf } from './totals.ts';

/** Plays seeds one after the other, prints what they came to, and returns whether all invariants held. */
export async function searchSeeds({ seed, seeds, seconds, workers, json }: Options): Promise<boolean> {
  const first = seed ?? seedOfNow();
  const beganMs = performance.now();
  const endMs = seconds === undefined ? undefined : beganMs + seconds * 1000;
  const most = seeds ?? (seconds === undefined ? 1 : undefined);
  if (!json)
    say(
      `seeds from ${first} on; the same ones again: --seed ${first} ${most === undefined ? `--seconds ${seconds}` : `--seeds ${most}`}`,
    );
  const crew = Array.from({ length: Math.min(workers, most ?? workers) }, () => hireWorker());
  const verdicts: Verdict[] = [];
  await playSeeds(
    seedsFrom(first, { most, isOver: () => endMs !== undefined && performance.now() >= endMs }),
    crew,
    (verdict) => {
      verdicts.push(verdict);
      if (!json && verdict.violations.length > 0) for (const line of violationLines(verdict)) say(line);
    },
  );
  for (const worker of crew) worker.dismiss();
  const totals = totalsOf(verdicts);
  const tookMs = performance.now() - beganMs;
  if (json) say(JSON.stringify({ first, tookMs: Math.round(tookMs), ...totals, failed: verdicts.filter(isFailed) }));
  else for (const line of [...totalLines(totals, tookMs), '', closingLine(verdicts)]) say(line);
  return totals.violations === 0;
}

const isFailed = ({ violations }: Verdict): boolean => violations.length > 0;

/** What CI reads. */
function closingLine(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(isFailed).length;
  return `${verdicts.length - failed} passed, ${failed} failed`;
}

/** Far enough from the one before, and short enough to type. */
const seedOfNow = (): number => (Math.floor(Date.now() / 1000) % 1_000_000) * 1_000;

interface Range {
  readonly most: number | undefined;
  isOver(): boolean;
}

function* seedsFrom(first: number, { most, isOver }: Range): Generator<number, void> {
  for (let seed = first; !isOver() && (most === undefined || seed < first + most); seed += 1) yield seed;
}
