import type { Configuration } from '#shared/domain/configuration.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { approvedBy, releaseStanding, type Surroundings } from '#shared/domain/standing.ts';
import { leaverOf } from '#shared/overview/pending.ts';
import { approvalRows, type HoldRow, noticeRows } from '#shared/rows/safety-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';

/** What people and the guard say about releases. */
export type Stops = Pick<Surroundings, 'approved'> & { readonly tripped: ReadonlySet<Scope> };

/** Read only where a release is planned: else nothing is asked of it. */
export async function readStops({ table, now }: Drain, sites: readonly SiteRow[]): Promise<Stops> {
  if (sites.every(({ release }) => release === undefined)) return { approved: new Map(), tripped: new Set() };
  const [approvals, notices] = await Promise.all([table.query(approvalRows), table.query(noticeRows)]);
  const given = approvals.map(({ row }) => row);
  return { approved: approvedBy(given, now()), tripped: new Set(notices.map(({ row }) => row.scope)) };
}

/** So long a release that goes ahead takes once it is due; one that is there still is held up by something. */
const slackMs = 60_000;

interface Around {
  readonly nowMs: number;
  readonly configuration: Configuration;
  readonly holds: readonly HoldRow[];
  readonly stops: Stops;
}

/** A release that goes ahead, and when it is held up if its site is still there. */
export interface Leaving {
  readonly sinceMs: number;
  readonly overdueMs: number;
}

/**
 * Since when a site is about to go; undefined: nobody lets it go, or its release does not go ahead. What goes rings no
 * bell, and what stays for long is to be watched: its records lead to it, whatever is planned.
 */
export function leavingOf(site: SiteRow, { stops, ...around }: Around): Leaving | undefined {
  const { release } = site;
  if (release === undefined || release.stopped !== undefined) return undefined;
  const overdueMs = release.dueMs + slackMs;
  if (around.nowMs >= overdueMs) return undefined;
  // Due or not: what the guard stops already will not go when it is due.
  const due = { ...release, dueMs: around.nowMs };
  const { state } = releaseStanding({ ...leaverOf(site), release: due }, { ...around, ...stops });
  return state === 'waiting' ? { sinceMs: release.sinceMs, overdueMs } : undefined;
}
