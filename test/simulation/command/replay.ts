import { type Outcome, runScenario } from '../run.ts';
import { shrinkStory } from '../shrink/shrink.ts';
import { generateScenario, type Scenario } from '../workload/generate.ts';
import type { Options } from './options.ts';
import { storyLines } from './story.ts';
import { say } from './texts.ts';

/** Plays one seed in this process, cuts it down if asked to, tells its story, and returns whether all invariants held. */
export async function replaySeed(seed: number, { trace, shrink, json }: Options): Promise<boolean> {
  let scenario = generateScenario(seed);
  let outcome = await runScenario(scenario, { wholeTrace: trace && !shrink });
  const violation = outcome.violations[0];
  if (shrink && violation !== undefined) {
    scenario = await shrinkStory(scenario, {
      isStillWrong: async (shorter) => violates(shorter, violation.invariant),
      told: (line) => void process.stderr.write(`${line}\n`),
    });
    outcome = await runScenario(scenario, { wholeTrace: trace });
  }
  if (json) say(JSON.stringify({ scenario, outcome: { ...outcome, lines: trace ? outcome.lines : [] } }));
  else for (const line of tell(scenario, outcome, trace)) say(line);
  return outcome.violations.length === 0;
}

function* tell(scenario: Scenario, outcome: Outcome, trace: boolean): Generator<string> {
  if (trace) yield* outcome.lines;
  yield '';
  yield* storyLines(scenario);
  yield '';
  yield `seed ${outcome.seed}, hash ${outcome.hash}, ${outcome.steps} steps`;
  for (const { invariant, message } of outcome.violations) yield `VIOLATION  ${invariant}: ${message}`;
  yield outcome.violations.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed';
}

/** A shorter story that cannot be played at all is none. */
async function violates(scenario: Scenario, invariant: string): Promise<boolean> {
  const { violations } = await runScenario(scenario).catch(() => ({ violations: [] }));
  return violations.some((violation) => violation.invariant === invariant);
}
