/** A mistake that somebody could make, as a patch of the code; only a simulation ever runs with it. */
export interface Bug {
  readonly name: string;
  /** What it takes away, in a sentence. */
  readonly breaks: string;
  readonly patches: readonly Patch[];
}

export interface Patch {
  /** From the root of the repository. */
  readonly file: string;
  /** Must occur in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}
