import type { RecordChange } from './hosted-zone.ts';

/** A change whose answer was lost, with what the history is to tell of it if it was made. */
export interface LostChange {
  readonly sentAtMs: number;
  readonly changes: readonly RecordChange[];
  readonly why: string;
  /** The object (`Ingress/ns/name`). */
  readonly by: string;
}
