import type { LostChange } from '#shared/domain/lost-change.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { laneRowKey, type SiteRow } from '#shared/rows/site-rows.ts';
import type { OwnedRow } from '#shared/rows/zone-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { put } from '#shared/runtime/table.ts';
import { lostActions } from './history.ts';
import type { OwnedRecord } from './plan/contents.ts';
import { plannedChanges } from './plan/planned.ts';
import { sameRecordSet } from './plan/record-sets.ts';
import { ownedActions } from './report.ts';
import type { PlannedName, SiteRows, ZoneWork } from './work.ts';
import { type Part, writeTogether } from './writes.ts';

interface Resolved {
  /** The given names, those with a lost change with their rows as they are now. */
  readonly names: readonly PlannedName[];
  /** Of which names the lost change was made after all: nobody can be asked whether it is everywhere. */
  readonly made: ReadonlySet<string>;
  /** Of names whose rows could not be written; those are not among `names`. */
  readonly outcomes: readonly Outcome[];
}

/**
 * Finds out what became of changes whose answer was lost, however long ago: those that stand are told in the history,
 * in the transaction that forgets the doubt, and before anything else is done with the name.
 * @param read names planned on what stands in the zone
 * @throws LeaseLostError
 */
export async function resolveLost(work: ZoneWork, read: readonly PlannedName[]): Promise<Resolved> {
  const lost = read.filter(({ rows }) => rows.sites.some(isLost));
  const made = new Set(lost.filter((name) => foundOf(name).length > 0).map(({ rows }) => rows.name));
  const parts = lost.map((name): Part => {
    const { rows, plan } = name;
    const history = foundOf(name).flatMap(({ site, change }) => lostActions(work, site, change));
    const doubted = rows.sites.filter(isLost);
    const lanes = doubted.map(withoutLost).map(({ lane }) => put(laneRowKey(lane.site, lane.lane), lane, 'present'));
    const owned = ownedActions(work.zone.id, { rows, plan, progress: { step: 'settled', presumed: true } });
    return { name: rows.name, actions: [...owned, ...lanes, ...history] };
  });
  const failed = await writeTogether(work.drain, parts);
  const names = read.filter(({ rows }) => !failed.has(rows.name));
  return {
    names: names.map((name) => (lost.includes(name) ? asWritten(work, name) : name)),
    made,
    outcomes: [...failed].map((key) => ({ key, result: 'retry', message: 'its rows changed while they were written' })),
  };
}

const isLost = ({ lane }: SiteRows): boolean => lane.lostChange !== undefined;

/** The sites whose lost change was made after all. */
const foundOf = ({ rows, plan }: PlannedName): readonly { site: SiteRow; change: LostChange }[] =>
  rows.sites.flatMap(({ site, lane: { lostChange: change } }) =>
    change !== undefined && stands(change, plan.standing) ? [{ site, change }] : [],
  );

/** A batch is made whole or not at all. */
function stands({ changes }: LostChange, standing: readonly OwnedRecord[]): boolean {
  const sets = standing.flatMap(({ record, ownership }) => [record, ownership]);
  const isThere = (record: RecordSet): boolean => sets.some((set) => sameRecordSet(set, record));
  return plannedChanges(changes).every(
    ({ before, after }) => (after === undefined || isThere(after)) && (before === undefined || !isThere(before)),
  );
}

function withoutLost({ site, lane: { lostChange: _lost, ...lane } }: SiteRows): SiteRows {
  return { site, lane };
}

function asWritten({ zone }: ZoneWork, { rows, plan }: PlannedName): PlannedName {
  const owned = plan.standing.map((each): OwnedRow => ({ zone: zone.id, ...each }));
  return { rows: { ...rows, sites: rows.sites.map(withoutLost), owned, state: { ...rows.state, owned } }, plan };
}
