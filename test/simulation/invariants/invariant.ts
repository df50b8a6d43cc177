import type { World } from '../world/world.ts';
import type { Mirror } from './mirror.ts';

/** Something that must hold after every step, whatever went wrong. */
export interface Invariant {
  readonly name: string;
  /** Begins to watch. */
  watch(world: World, watching: Watching): void;
}

export interface Watching {
  /** To be called at the moment at which it does not hold. */
  violated(message: string): void;
  /** The table, after what was just committed. */
  readonly mirror: Mirror;
}

/** Something that must have come about once faults have ended for long enough. */
export interface Goal {
  readonly name: string;
  /** What is still missing, one line each; none: reached. */
  missing(world: World): Promise<readonly string[]>;
}
