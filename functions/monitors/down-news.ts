import type { Alert, AlertChange, AlertId } from '#shared/domain/alert.ts';
import { splitKey } from '#shared/domain/keys.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import { placeOfSite } from '#shared/rows/alert-rows.ts';
import type { OpenIncident } from '#shared/rows/monitor-rows.ts';
import { objectKey } from '#shared/rows/object-rows.ts';
import { type HistoryRow, historyRows } from '#shared/rows/safety-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { AlertNews } from '#shared/runtime/alert-writes.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { buildOnce } from '#shared/runtime/cold-start.ts';
import { causeText, shortUrl } from './plan/incidents.ts';
import { changedBefore, justBeforeMs } from './plan/just-before.ts';
import type { SiteState } from './plan/lane-state.ts';
import type { LaneWork } from './work.ts';

export const downOf = (site: SiteKey): AlertId => ({ about: 'monitor', subject: siteText(site), reason: 'Down' });

export const urlOf = ({ check, row }: SiteState): string =>
  shortUrl('problem' in check ? (row.last?.monitor?.url ?? '') : check.url);

/** Who is told of what is down, and what changed just before. What was recently is read once, and only where something is down. */
export function openDownNews({ drain, sites }: Pick<LaneWork, 'drain' | 'sites'>) {
  const recent = buildOnce(() => readRecent(drain));
  return async (one: SiteState, { startedMs, cause, bornMs, endedMs }: Begun): Promise<readonly AlertNews[]> => {
    const site = sites.find((each) => siteText(each.site) === siteText(one.site))?.site;
    if (site === undefined) return [];
    const [rows, object] = await Promise.all([recent(), drain.table.get(objectKey(site.holder))]);
    const name = { host: site.host, objectMs: object?.changedMs };
    const changes = changedBefore(rows, name, { startedMs, bornMs });
    const closed = endedMs === undefined ? {} : { closedMs: endedMs };
    return [{ state: 'open', alert: alertOf(site, { url: urlOf(one), cause, changes }), atMs: startedMs, ...closed }];
  };
}

interface Begun extends OpenIncident {
  /** When its monitor was made. */
  readonly bornMs: number;
  /** Where it is over. */
  readonly endedMs?: number;
}

interface Met {
  readonly url: string;
  readonly cause: string;
  readonly changes: readonly AlertChange[];
}

function alertOf(site: SiteRow, { url, cause, changes }: Met): Alert {
  const { name } = splitKey(site.holder.key);
  const facts = { name: site.wish.monitor?.name ?? name, url, message: causeText(cause) };
  return {
    ...downOf(site),
    place: placeOfSite(site),
    facts: changes.length === 0 ? facts : { ...facts, changes },
  };
}

/** What is down is met some minutes later. */
const metWithinMs = 10 * 60_000;
/** Of a day; where more is changed at once it is all over the place. */
const mostRows = 2_000;

async function readRecent({ table, now }: Pick<Drain, 'table' | 'now'>): Promise<readonly HistoryRow[]> {
  const from = now() - justBeforeMs - metWithinMs;
  const days = new Set([from, now()].map((atMs) => new Date(atMs).toISOString().slice(0, 10)));
  const range = { from: String(from).padStart(13, '0'), limit: mostRows };
  const pages = await Promise.all([...days].map((day) => table.query(historyRows(day), range)));
  return pages.flat().map(({ row }) => row);
}
