import { compareKeys } from '../../shared/domain/keys.ts';
import { ConditionFailedError } from '../../shared/errors/kinds.ts';
import type { Action, Entry, Partition, Range, RowKey, Table } from '../../shared/runtime/table.ts';
import { checkActions, checkKey, holds } from '../../shared/runtime/table-rules.ts';

/** Rows of one partition: their sort keys in order, and what stands under each. */
interface Rows {
  readonly keys: string[];
  readonly at: Map<string, object>;
}

/**
 * A table of plain objects, several times as fast as SQLite in memory, under the same contract. Rows are frozen and handed
 * out as they are: whoever changes one is told at once.
 */
export function objectTable(incarnation = 'incarnation-1'): Table {
  const partitions = new Map<string, Rows>();
  const read = ({ pk, sk }: RowKey<unknown>): object | undefined => partitions.get(pk)?.at.get(sk);
  const get = <Row>(key: RowKey<Row>): Row | undefined => {
    checkKey(key);
    return read(key) as Row | undefined;
  };
  const write = (action: Action): void => {
    const { pk, sk } = action.key;
    const rows = partitions.get(pk) ?? { keys: [], at: new Map<string, object>() };
    if (action.action === 'put') {
      partitions.set(pk, rows);
      if (!rows.at.has(sk)) rows.keys.splice(firstFrom(rows.keys, sk), 0, sk);
      rows.at.set(sk, frozen(JSON.parse(JSON.stringify(action.row))));
    }
    if (action.action === 'delete' && rows.at.delete(sk)) rows.keys.splice(firstFrom(rows.keys, sk), 1);
  };
  return {
    get: async (key) => get(key),
    getMany: async (keys) => keys.map((key) => get(key)),
    query: async (partition, range) => entriesIn(partitions.get(partition.pk), partition, range ?? {}),
    async transact(actions) {
      checkActions(actions);
      const failed = actions.flatMap(({ key, when }, index) =>
        when === undefined || holds(when, read(key)) ? [] : [index],
      );
      if (failed.length > 0) throw new ConditionFailedError(failed);
      for (const action of actions) write(action);
    },
    incarnation: async () => incarnation,
  };
}

function entriesIn<Row>(rows: Rows | undefined, { pk }: Partition<Row>, range: Range): readonly Entry<Row>[] {
  const { prefix, from = '', to, limit = Number.POSITIVE_INFINITY } = range;
  const entries: Entry<Row>[] = [];
  const keys = rows?.keys ?? [];
  for (let at = firstFrom(keys, prefix ?? from); at < keys.length && entries.length < limit; at += 1) {
    const sk = keys[at] ?? '';
    if (prefix === undefined ? to !== undefined && compareKeys(sk, to) > 0 : !sk.startsWith(prefix)) break;
    entries.push({ key: { pk, sk }, row: rows?.at.get(sk) as Row });
  }
  return entries;
}

/** Where the first key stands that is not before `from`. */
function firstFrom(keys: readonly string[], from: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(keys[middle] ?? '', from) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}
