import type { FaultKind } from '../engine/faults.ts';
import type { Scenario } from '../workload/generate.ts';
import type { Operation } from '../workload/operations.ts';

/** A mistake that somebody could make, as a patch of the code; only a simulation ever runs with it. */
export interface Bug {
  readonly name: string;
  /** What it takes away, in a sentence. */
  readonly breaks: string;
  /** Stories that could show it; others are not played. Absent: any. */
  readonly suits?: (story: Scenario) => boolean;
  readonly patches: readonly Patch[];
}

export interface Patch {
  /** From the root of the repository. */
  readonly file: string;
  /** Must occur in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** Stories in which that happens. */
export const withOperation =
  (what: Operation['what']) =>
  ({ operations }: Scenario): boolean =>
    operations.some(({ operation }) => operation.what === what);

/** Stories in which that goes wrong as often as it may in a bad one, or nearly. */
export const withFault =
  (kind: FaultKind, atLeast: number) =>
  ({ faults }: Scenario): boolean =>
    (faults[kind] ?? 0) >= atLeast;
