import type { Configuration } from '#shared/domain/configuration.ts';
import { isInForce } from '#shared/domain/hold.ts';
import { scopeText } from '#shared/domain/scope.ts';
import { approvedBy, type Surroundings, standingOf } from '#shared/domain/standing.ts';
import { approvalRows, type HoldRow, holdRows, type NoticeRow, noticeRows } from '#shared/rows/safety-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { HoldEntry, NoticeEntry } from './document.ts';
import { approveCommand, leaverOf, pendingIn } from './pending.ts';

/** What people and the guard say about releases at one moment. */
export interface Safety extends Surroundings {
  /** In force, the oldest first. */
  readonly holds: readonly HoldRow[];
  readonly notices: readonly NoticeRow[];
}

export async function readSafety(input: {
  readonly table: Table;
  readonly configuration: Configuration;
  readonly nowMs: number;
}): Promise<Safety> {
  const { table, configuration, nowMs } = input;
  const [holds, approvals, notices] = await Promise.all([
    table.query(holdRows),
    table.query(approvalRows),
    table.query(noticeRows),
  ]);
  const given = approvals.map(({ row }) => row);
  return {
    nowMs,
    configuration,
    holds: holds
      .map(({ row }) => row)
      .filter((hold) => isInForce(hold, nowMs))
      .sort(bySince),
    approved: approvedBy(given, nowMs),
    notices: notices.map(({ row }) => row).sort(bySince),
  };
}

const bySince = (a: { readonly sinceMs: number }, b: { readonly sinceMs: number }): number => a.sinceMs - b.sinceMs;

export const holdEntry = ({ scope, by, why, sinceMs, untilMs }: HoldRow): HoldEntry => ({
  scope: scopeText(scope),
  by,
  ...(why === undefined ? {} : { why }),
  since: isoOf(sinceMs),
  ...(untilMs === undefined ? {} : { until: isoOf(untilMs) }),
});

/** The notices that are old enough to be worth a person's time. */
export function noticeEntries(sites: readonly SiteRow[], safety: Safety): readonly NoticeEntry[] {
  const due = safety.notices.filter(({ fromMs }) => fromMs <= safety.nowMs);
  return due.map(({ kind, scope, sinceMs, message }) => {
    const pending = pendingIn(scope, sites, safety.configuration);
    const stopped = pending.filter((site) => standingOf(leaverOf(site), safety).kind === 'counted');
    return {
      kind,
      scope: scopeText(scope),
      since: isoOf(sinceMs),
      message,
      hosts: [...new Set(stopped.map(({ host }) => host))],
      approve: approveCommand(scope, stopped),
    };
  });
}

export const isoOf = (ms: number): string => new Date(ms).toISOString();
