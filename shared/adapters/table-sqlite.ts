import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ConditionFailedError, RetryableError } from '#shared/errors/kinds.ts';
import type { Action, Entry, Partition, Range, RowKey, Table } from '#shared/runtime/table.ts';
import { checkActions, checkKey, holds } from '#shared/runtime/table-rules.ts';

/** A table that ends with its process or with `close()`. */
export interface SqliteTable extends Table {
  close(): void;
}

export interface SqliteTableOptions {
  /** A file, made where there is none, or `:memory:`. */
  readonly path: string;
  /** Names the life of a new file; a simulation gives its own. Default: a random UUID. */
  readonly newIncarnation?: () => string;
  /** Epoch milliseconds; rows that have expired by then are removed while opening. */
  readonly nowMs?: number;
}

/** Keys are compared as UTF-8 bytes: SQLite's BINARY collation is memcmp (SQLite, "Datatypes", 7 Collating Sequences). */
const schema = `
  PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS row (
    pk TEXT NOT NULL COLLATE BINARY, sk TEXT NOT NULL COLLATE BINARY, body TEXT NOT NULL, expires_at INTEGER,
    PRIMARY KEY (pk, sk)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS life (incarnation TEXT NOT NULL, inode TEXT NOT NULL) STRICT;
`;

/** The table port on one SQLite file; every call runs to its end at once, so transactions never meet in one process. */
export function openSqliteTable(options: SqliteTableOptions): SqliteTable {
  const database = new DatabaseSync(options.path);
  database.exec(schema);
  if (options.nowMs !== undefined) {
    database.prepare('DELETE FROM row WHERE expires_at <= ?').run(Math.floor(options.nowMs / 1000));
  }
  const incarnation = readIncarnation(database, options);
  const statements = prepare(database);
  const get = <Row>(key: RowKey<Row>): Row | undefined => statements.read(key) as Row | undefined;
  return {
    get: async (key) => guarded(() => get(key)),
    getMany: async (keys) => guarded(() => keys.map((key) => get(key))),
    query: async (partition, range) => guarded(() => statements.query(partition, range ?? {})),
    transact: async (actions) => guarded(() => statements.transact(actions)),
    incarnation: async () => incarnation,
    close: () => database.close(),
  };
}

/** A file under another inode is a copy or was restored: its table lives anew. */
function readIncarnation(database: DatabaseSync, options: SqliteTableOptions): string {
  const inode = options.path === ':memory:' ? 'memory' : String(statSync(options.path, { bigint: true }).ino);
  const known = database.prepare('SELECT incarnation FROM life WHERE inode = ?').get(inode);
  if (known !== undefined) return String(known['incarnation']);
  const incarnation = (options.newIncarnation ?? randomUUID)();
  database.exec('DELETE FROM life');
  database.prepare('INSERT INTO life (incarnation, inode) VALUES (?, ?)').run(incarnation, inode);
  return incarnation;
}

function prepare(database: DatabaseSync) {
  const select = database.prepare('SELECT body FROM row WHERE pk = ? AND sk = ?');
  // The upper bound is bound as bytes: 0xFF, which no UTF-8 text holds, stands above every text with the same beginning.
  const between = database.prepare(
    'SELECT sk, body FROM row WHERE pk = ? AND sk >= ? AND sk <= CAST(? AS TEXT) ORDER BY sk LIMIT ?',
  );
  const read = (key: RowKey<unknown>): unknown => {
    checkKey(key);
    const found = select.get(key.pk, key.sk);
    return found === undefined ? undefined : JSON.parse(String(found['body']));
  };
  const query = <Row>(partition: Partition<Row>, range: Range): Entry<Row>[] => {
    const above = Buffer.from([0xff]);
    const upTo =
      range.prefix === undefined
        ? range.to === undefined
          ? above
          : Buffer.from(range.to)
        : Buffer.concat([Buffer.from(range.prefix), above]);
    const found = between.all(partition.pk, range.prefix ?? range.from ?? '', upTo, range.limit ?? -1);
    return found.map((row) => ({
      key: { pk: partition.pk, sk: String(row['sk']) },
      row: JSON.parse(String(row['body'])) as Row,
    }));
  };
  return { read, query, transact: prepareTransact(database, read) };
}

function prepareTransact(
  database: DatabaseSync,
  read: (key: RowKey<unknown>) => unknown,
): (actions: readonly Action[]) => void {
  const upsert = database.prepare(
    `INSERT INTO row (pk, sk, body, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (pk, sk) DO UPDATE SET body = excluded.body, expires_at = excluded.expires_at`,
  );
  const erase = database.prepare('DELETE FROM row WHERE pk = ? AND sk = ?');
  const write = (action: Action): void => {
    if (action.action === 'put') {
      upsert.run(action.key.pk, action.key.sk, JSON.stringify(action.row), action.expiresAt ?? null);
    } else if (action.action === 'delete') erase.run(action.key.pk, action.key.sk);
  };
  return (actions) => {
    checkActions(actions);
    database.exec('BEGIN IMMEDIATE');
    try {
      const failed = actions.flatMap(({ key, when }, index) =>
        when === undefined || holds(when, read(key)) ? [] : [index],
      );
      if (failed.length > 0) throw new ConditionFailedError(failed);
      for (const action of actions) write(action);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };
}

/** Another process (a second command on the same file) holds the lock longer than the busy time-out. */
const busyCodes: ReadonlySet<unknown> = new Set([5, 6]);

function guarded<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && busyCodes.has(error.errcode)) {
      throw new RetryableError('the table is locked by another process', { cause: error });
    }
    throw error;
  }
}
