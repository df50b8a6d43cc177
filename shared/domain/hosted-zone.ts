import type { ObservedRecordSet, RecordSet } from './record.ts';

/** One change of a batch. */
export interface RecordChange {
  readonly action: 'CREATE' | 'DELETE' | 'UPSERT';
  readonly record: RecordSet;
}

/** Where a list of record sets begins: at the first one that is not before it. */
export interface ListStart {
  readonly name: string;
  readonly type?: string;
  readonly setIdentifier?: string;
}

export interface RecordSetPage {
  readonly recordSets: readonly ObservedRecordSet[];
  /** Absent on the last page. */
  readonly next?: ListStart;
}

/** How many record sets a zone may hold, and holds. */
export interface RecordLimit {
  readonly most: number;
  readonly count: number;
}

/** UNKNOWN: the far side does not know the change (any more). */
export type ChangeStatus = 'PENDING' | 'INSYNC' | 'UNKNOWN';

/** An accepted batch. */
export interface ChangeReceipt {
  readonly changeId: string;
  readonly status: ChangeStatus;
}
