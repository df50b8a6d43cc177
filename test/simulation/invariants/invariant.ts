import type { World } from '../world/world.ts';

/** Something that must hold after every step, whatever went wrong. */
export interface Invariant {
  readonly name: string;
  /** Begins to watch; `violated` may be called any time from then on. */
  watch(world: World, violated: (message: string) => void): void;
}

/** Something that must have come about once faults have ended for long enough. */
export interface Goal {
  readonly name: string;
  /** What is still missing, one line each; none: reached. */
  missing(world: World): Promise<readonly string[]>;
}
