/** A far side that a part of the suite needs, running on this machine. */
export interface Started {
  /** What its tests find in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** One far side with the tests that run against it. */
export interface Part {
  readonly name: string;
  /** Test files, as filters for Vitest. */
  readonly tests: readonly string[];
  /** What its tests find beside it, each started once for all. */
  readonly needs?: readonly Part[];
  /** Started when the tests of all other parts are done: what it needs takes minutes to build, and can be built meanwhile. */
  readonly isLate?: boolean;
  /**
   * Installs (into the given folder, which git ignores and which lives on) and starts it, on 127.0.0.1 only.
   * @throws LeftOut where this machine cannot have it
   */
  start(folder: string): Promise<Started>;
}

/** Why a part cannot run here; anything else that is thrown is a failure. */
export class LeftOut extends Error {
  override readonly name = 'LeftOut';
}
