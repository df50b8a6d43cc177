import { type Outcome, runScenario } from '../run.ts';
import { generateScenario } from '../workload/generate.ts';
import { type Verdict, verdictOfAccident } from './verdict.ts';

/** Plays a seed; a story that cannot be played to its end is a violation too. */
export async function playSeed(seed: number): Promise<Verdict> {
  try {
    return verdictOf(await runScenario(generateScenario(seed)));
  } catch (error) {
    return verdictOfAccident(seed, textOf(error));
  }
}

function verdictOf({ seed, hash, steps, operations, virtualMs, faults, violations }: Outcome): Verdict {
  return { seed, hash, steps, operations, virtualMs, faults, violations: [...violations] };
}

function textOf(error: unknown): string {
  const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...causes]
    .map((each) => (each instanceof Error ? (each.stack ?? each.message) : String(each)))
    .join('\n');
}
