export interface Violation {
  readonly invariant: string;
  readonly message: string;
  /** Virtual time. */
  readonly atMs: number;
}
