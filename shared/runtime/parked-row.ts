import type { Reason } from '#shared/domain/reasons.ts';
import type { Partition, RowKey } from './table.ts';

/** A key that is not tried again by backoff, and why. */
export interface ParkedRow {
  readonly key: string;
  readonly reason: Reason;
  readonly message: string;
  /** `changed`: until the wish or the configuration changes. `hourly`: an item of it is due each hour. */
  readonly until: 'changed' | 'hourly';
  /** It crashed its drains: taken alone, never together with others. */
  readonly alone: boolean;
  /** It was taken apart (`Capability.split`) after it had crashed alone. */
  readonly split?: true;
  readonly sinceMs: number;
}

export const parkedRows = (lane: string): Partition<ParkedRow> => ({ pk: `parked#${lane}` });
export const parkedKey = (lane: string, key: string): RowKey<ParkedRow> => ({ pk: parkedRows(lane).pk, sk: key });
