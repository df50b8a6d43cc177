import { openSqliteTable, type SqliteTable } from '#shared/adapters/table-sqlite.ts';
import type { Scheduler } from '#shared/domain/clock.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { DataDirectory } from './data-directory.ts';

/** The table of a data directory, or one in memory. @throws UsageError where its file cannot be opened */
export function openTable(data: DataDirectory | undefined, scheduler: Scheduler): SqliteTable {
  try {
    return openSqliteTable({ path: data?.table ?? ':memory:', nowMs: scheduler.now() });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`--data: ${data?.table ?? 'the table'} cannot be opened: ${why}`, { cause });
  }
}
