/** The table port: rows under (pk, sk), strongly consistent reads, transactions with conditions. Adapters: SQLite, DynamoDB. */

export type Scalar = string | number | boolean;
export type Json = Scalar | null | readonly Json[] | { readonly [field: string]: Json | undefined };

/** Where a row of type `Row` lives; the type parameter exists for the compiler only. */
export interface RowKey<Row> {
  readonly pk: string;
  readonly sk: string;
  readonly rowType?: () => Row;
}

/** All rows of one type under one partition key. */
export interface Partition<Row> {
  readonly pk: string;
  readonly rowType?: () => Row;
}

export interface Entry<Row> {
  readonly key: RowKey<Row>;
  readonly row: Row;
}

/** `absent`, `present`, or: every named top-level field equals its value (undefined: the row or the field is not there). */
export type Condition = 'absent' | 'present' | { readonly [field: string]: Scalar | undefined };

export interface Put {
  readonly action: 'put';
  readonly key: RowKey<unknown>;
  readonly row: object;
  readonly when?: Condition;
  /** Epoch seconds after which the row may disappear. */
  readonly expiresAt?: number;
}
export interface Delete {
  readonly action: 'delete';
  readonly key: RowKey<unknown>;
  readonly when?: Condition;
}
export interface Check {
  readonly action: 'check';
  readonly key: RowKey<unknown>;
  readonly when: Condition;
}
export type Action = Put | Delete | Check;

/** Sort-key bounds, both inclusive, in UTF-8 byte order; `prefix` excludes `from`/`to`. */
export interface Range {
  readonly from?: string;
  readonly to?: string;
  readonly prefix?: string;
  readonly limit?: number;
}

export interface Table {
  get<Row>(key: RowKey<Row>): Promise<Row | undefined>;
  /** In the order of the keys; undefined where there is none. */
  getMany<Row>(keys: readonly RowKey<Row>[]): Promise<readonly (Row | undefined)[]>;
  /** Ascending by sort key; pages until `limit` or the end. */
  query<Row>(partition: Partition<Row>, range?: Range): Promise<readonly Entry<Row>[]>;
  /**
   * All or nothing, at most 100 actions on distinct rows.
   * @throws ConditionFailedError when a condition does not hold; RetryableError on a conflict with another transaction.
   */
  transact(actions: readonly Action[]): Promise<void>;
  /** Names this table's life: DynamoDB's TableId; SQLite: a UUID made with the file. Another value means lost or restored. */
  incarnation(): Promise<string>;
}

export function put<Row extends object>(key: RowKey<Row>, row: NoInfer<Row>, when?: Condition): Put {
  return { action: 'put', key, row, ...(when === undefined ? {} : { when }) };
}
export function remove<Row>(key: RowKey<Row>, when?: Condition): Delete {
  return { action: 'delete', key, ...(when === undefined ? {} : { when }) };
}
export function check<Row>(key: RowKey<Row>, when: Condition): Check {
  return { action: 'check', key, when };
}
