import { scopesOf, scopeText } from '#shared/domain/scope.ts';
import { type HistoryRow, historyDays, historyRows } from '#shared/rows/safety-rows.ts';
import type { OverviewInput } from './read-overview.ts';
import { sitesOfHost } from './read-sites.ts';
import { isoOf } from './safety.ts';

/** One change made on a far side, or one word of a person. */
export interface HistoryEntry extends Omit<HistoryRow, 'atMs'> {
  /** ISO 8601 UTC. */
  readonly at: string;
}

export interface HistoryQuestion {
  /** With it, words about what covers the host are listed too. */
  readonly host?: string;
  /** Epoch milliseconds. Default: a day ago, with a host 30 days. */
  readonly sinceMs?: number;
}

const dayMs = 86_400_000;

/** What was changed, the oldest first. */
export async function readHistory(input: OverviewInput, question: HistoryQuestion): Promise<readonly HistoryEntry[]> {
  const { table, nowMs } = input;
  const { host } = question;
  const oldestMs = nowMs - historyDays * dayMs;
  const sinceMs = Math.max(oldestMs, question.sinceMs ?? (host === undefined ? nowMs - dayMs : oldestMs));
  const rows: HistoryRow[] = [];
  // A day beyond now: whoever wrote may have had a faster clock.
  for (let at = sinceMs; dayOf(at) <= dayOf(nowMs + dayMs); at += dayMs) {
    const range = { from: String(Math.max(0, sinceMs)).padStart(13, '0') };
    rows.push(...(await table.query(historyRows(dayOf(at)), range)).map(({ row }) => row));
  }
  if (host === undefined) return rows.map(entryOf);
  const subjects = await subjectsOf(input, host, rows);
  return rows.filter((row) => subjects.has(row.host) || isNamed(row, host)).map(entryOf);
}

/** A wildcard among the names of a certificate stands for the host, too. */
const isNamed = ({ names = [] }: HistoryRow, host: string): boolean =>
  names.includes(host) || names.includes(`*${host.slice(host.indexOf('.'))}`);

const dayOf = (ms: number): string => isoOf(ms).slice(0, 10);

const entryOf = ({ atMs, ...row }: HistoryRow): HistoryEntry => ({ at: isoOf(atMs), ...row });

/** The host, and the scopes that its sites lie in; of a host that is gone, those that its own history names. */
async function subjectsOf(
  { table, configuration }: OverviewInput,
  host: string,
  rows: readonly HistoryRow[],
): Promise<ReadonlySet<string>> {
  const sites = await sitesOfHost(table, host);
  const own = rows.filter((row) => row.host === host && row.names === undefined);
  return new Set([
    host,
    ...(sites.length > 0 || own.length > 0 ? ['all'] : []),
    ...sites.flatMap((site) => scopesOf(site, configuration).map(scopeText)),
    ...own.map(({ where }) => where.replace(/ \(private\)$/, '')),
  ]);
}
