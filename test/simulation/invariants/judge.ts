import type { World } from '../world/world.ts';
import { goals, invariants } from './all.ts';
import { anotherPass } from './another-pass.ts';
import { createMirror } from './mirror.ts';
import { askForNewName } from './new-name.ts';
import type { Violation } from './violation.ts';

/** Watches a world; a story ends with the first violation. */
export interface Judge {
  readonly violations: readonly Violation[];
  /** What has not come to rest yet. */
  unsettled(): Promise<readonly Violation[]>;
  convict(open: readonly Violation[]): void;
  /** Has everything looked at again: nothing may be written. */
  lookOnceMore(play: (ms: number) => Promise<void>): Promise<void>;
}

export function createJudge(world: World): Judge {
  const { engine, functions } = world;
  const violations: Violation[] = [];
  const report = (invariant: string, message: string): void => {
    engine.trace.note('VIOLATION', `${invariant}: ${message}`);
    violations.push({ invariant, message, atMs: engine.scheduler.monotonic() });
  };
  const mirror = createMirror(world.store);
  for (const { name, watch } of invariants) watch(world, { mirror, violated: (message) => report(name, message) });
  functions.onSurprise((text) => report('no surprise', text));
  const unsettled = async (): Promise<readonly Violation[]> => {
    const atMs = engine.scheduler.monotonic();
    const missing = await Promise.all(
      goals.map(async (goal) =>
        (await goal.missing(world)).map((message) => ({ invariant: goal.name, message, atMs })),
      ),
    );
    return missing.flat();
  };
  return {
    violations,
    unsettled,
    convict: (open) => {
      for (const { invariant, message } of open) report(invariant, message);
    },
    async lookOnceMore(play) {
      for (const message of await askForNewName(world, play)) report('a new name is ready at once', message);
      const wrote = await anotherPass(world, play);
      for (const message of wrote) report('another pass makes no write', message);
    },
  };
}
