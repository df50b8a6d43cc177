import type { Partition, RowKey } from '../../shared/runtime/table.ts';

export interface Row {
  readonly text?: string;
  readonly count?: number;
  readonly flag?: boolean;
  readonly nothing?: null;
  readonly list?: readonly unknown[];
  readonly inner?: { readonly [field: string]: unknown };
}

let partitions = 0;
/** A partition of its own for each test, so that one table serves all of them. */
export const freshPartition = (): Partition<Row> => ({ pk: `contract#${process.pid}#${Date.now()}#${partitions++}` });
export const at = (partition: Partition<Row>, sk: string): RowKey<Row> => ({ pk: partition.pk, sk });
