import { LeaseLostError } from '#shared/errors/kinds.ts';
import type { Drain, Outcome } from './capability.ts';
import { outcomesOfError } from './error-outcomes.ts';
import type { HeldDrain } from './held-drain.ts';

/**
 * Lets the capability work, and sees that each key has one outcome, unless time ran out.
 * @throws any error that nobody knows.
 */
export async function workOn(held: HeldDrain, drain: Drain): Promise<readonly Outcome[]> {
  if (drain.keys.length === 0) return [];
  const outcomes = new Map((await workOrFail(held, drain)).map((outcome) => [outcome.key, outcome]));
  const timeLeft = drain.hasTime();
  return drain.keys.flatMap(({ key }) => {
    const outcome = outcomes.get(key);
    if (outcome !== undefined) return [outcome];
    return timeLeft ? [{ key, result: 'retry' as const, message: 'the capability said nothing about it' }] : [];
  });
}

async function workOrFail(held: HeldDrain, drain: Drain): Promise<readonly Outcome[]> {
  try {
    return await held.capability.work(drain);
  } catch (error) {
    // Nothing is finished. If only the time is up, everything stays due; if the token is gone, the next write will tell.
    if (error instanceof LeaseLostError) return [];
    const keys = drain.keys.map(({ key }) => key);
    const outcomes = outcomesOfError(error, keys, held.clock.now());
    if (outcomes === undefined) throw error;
    return outcomes;
  }
}
