import { sameValue } from '#shared/domain/same-value.ts';
import { hostStatusKey, statusItem } from '#shared/rows/status-keys.ts';
import { dnsLane, type OwnedRow, ownedKey } from '#shared/rows/zone-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { type Action, put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { historyActions } from './history.ts';
import type { SiteReport, Statuses } from './lane-update.ts';
import type { OwnedRecord } from './plan/contents.ts';
import { reportSite } from './site-report.ts';
import { wishHistory } from './wish-history.ts';
import { reportWishes } from './wish-report.ts';
import type { NameResult, NameRows, ZoneWork } from './work.ts';
import { type Part, writeTogether } from './writes.ts';

/**
 * Stores what became of the names: owned rows, lane rows and the items for others, those of one name in one
 * transaction.
 * @throws LeaseLostError
 */
export async function reportNames(
  work: ZoneWork,
  results: readonly NameResult[],
  statuses: Statuses,
): Promise<readonly Outcome[]> {
  const { drain, zone } = work;
  const reports = results.map((result) => {
    const wishes = reportWishes(work, result, statuses);
    return { result, sites: reportSites(work, result, statuses), wishes };
  });
  const parts: Part[] = [];
  for (const { result, sites, wishes } of reports) {
    const news = statusItems(work, result, sites);
    const items = await drain.enqueue([...[...sites, ...wishes].flatMap((each) => each.items), ...news]);
    const owned = ownedActions(zone.id, result);
    const rows = [...sites, ...wishes].flatMap(({ actions }) => actions);
    const history = [...historyActions(work, result), ...wishHistory(work, result)];
    parts.push({ name: result.rows.name, actions: [...owned, ...rows, ...history, ...items] });
  }
  const failed = await writeTogether(drain, parts);
  for (const { result, sites } of reports) {
    if (!failed.has(result.rows.name))
      work.facts.push(...sites.flatMap(({ fact }) => (fact === undefined ? [] : [fact])));
  }
  return reports.map(({ result: { rows }, sites, wishes }) =>
    failed.has(rows.name)
      ? { key: rows.name, result: 'retry', message: 'its rows changed while they were written' }
      : mostUrgent(rows, [...sites, ...wishes]),
  );
}

function reportSites(work: ZoneWork, result: NameResult, statuses: Statuses): readonly SiteReport[] {
  return result.rows.sites.flatMap((rows) => {
    const verdict = result.plan.verdicts.find(({ site }) => site.key.setIdentifier === rows.site.setIdentifier);
    return verdict === undefined ? [] : [reportSite({ work, result, rows, verdict, statuses })];
  });
}

/** One for each cluster of a name of which something is seen otherwise: a name may have more sites than have room. */
function statusItems(
  { drain, zone }: ZoneWork,
  { rows }: NameResult,
  sites: readonly SiteReport[],
): readonly NewItem[] {
  if (!sites.some(({ isNews }) => isNews === true)) return [];
  const clusters = new Set(rows.sites.map(({ site }) => site.cluster));
  const by = { row: `${dnsLane(zone.id)}/${rows.name}`, generation: drain.now(), nowMs: drain.now() };
  return [...clusters].map((cluster) => statusItem(cluster, hostStatusKey(rows.name), by));
}

/** The rows of a name say what stands: after an accepted change what was asked for, else what was read. */
export function ownedActions(zoneId: string, { rows, plan, progress }: NameResult): readonly Action[] {
  const known: readonly OwnedRecord[] = progress.step === 'accepted' ? plan.after : plan.standing;
  const next = new Map<string, OwnedRow>(
    known.map(({ record, ownership, ownerId, resource }) => [
      ownedKey(zoneId, record).sk,
      { zone: zoneId, record, ownership, ownerId, resource },
    ]),
  );
  const before = new Map(rows.owned.map((row) => [ownedKey(zoneId, row.record).sk, row]));
  const gone = rows.owned.filter((row) => !next.has(ownedKey(zoneId, row.record).sk));
  return [
    ...gone.map((row) => remove(ownedKey(zoneId, row.record))),
    ...[...next]
      .filter(([sk, row]) => !sameValue(before.get(sk), row))
      .map(([, row]) => put(ownedKey(zoneId, row.record), row)),
  ];
}

const urgency: readonly Outcome['result'][] = ['throttled', 'retry', 'pending', 'hourly', 'parked', 'done'];

/** A name is looked at again as soon as the first of its sites or wishes needs it. */
function mostUrgent(rows: NameRows, reports: readonly Pick<SiteReport, 'outcome'>[]): Outcome {
  const outcomes = reports.map(({ outcome }) => outcome);
  const [first] = outcomes.sort((a, b) => urgency.indexOf(a.result) - urgency.indexOf(b.result));
  return first ?? { key: rows.name, result: 'done' };
}
