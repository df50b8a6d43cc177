import type { AlertChange } from '#shared/domain/alert.ts';
import type { HistoryRow } from '#shared/rows/safety-rows.ts';

/** What is older has nothing to do with it, as a rule. */
export const justBeforeMs = 15 * 60_000;

export interface Moment {
  /** When it went down. */
  readonly startedMs: number;
  /** When somebody began to watch: what was before made the name, and changed nothing of it. */
  readonly bornMs: number;
}

export interface ChangingName {
  readonly host: string;
  /** When somebody last changed the object that asks for it. */
  readonly objectMs: number | undefined;
}

/**
 * What changed of a name just before a moment, the newest first and each kind once: its records, the certificate that is shown for it,
 * whose it is, its object. What changed of its monitor is no cause of anything.
 */
export function changedBefore(
  rows: readonly HistoryRow[],
  { host, objectMs }: ChangingName,
  { startedMs, bornMs }: Moment,
): readonly AlertChange[] {
  const told = rows
    .filter((row) => row.host === host || row.names?.includes(host) === true)
    .flatMap((row) => {
      const what = kindOf(row);
      return what === undefined ? [] : [{ what, atMs: row.atMs }];
    });
  const ofObject = objectMs === undefined ? [] : [{ what: 'object' as const, atMs: objectMs }];
  const found = [...told, ...ofObject]
    .filter(({ atMs }) => atMs <= startedMs && atMs > Math.max(bornMs, startedMs - justBeforeMs))
    .toSorted((a, b) => b.atMs - a.atMs)
    .map(({ what, atMs }) => ({ what, beforeMs: startedMs - atMs }));
  return found.filter(({ what }, at) => found.findIndex((one) => one.what === what) === at);
}

function kindOf({ where, action }: HistoryRow): AlertChange['what'] | undefined {
  if (where.startsWith('zone:')) return 'DNS';
  if (where.startsWith('certificates:')) return ['attach', 'detach'].includes(action) ? 'certificate' : undefined;
  return where.startsWith('cluster:') && action === 'handed over' ? 'owner' : undefined;
}
