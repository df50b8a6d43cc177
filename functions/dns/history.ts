import type { LostChange } from '#shared/domain/lost-change.ts';
import { refText } from '#shared/domain/site.ts';
import { type HistoryRow, historyDays, historyKey } from '#shared/rows/safety-rows.ts';
import type { Action } from '#shared/runtime/table.ts';
import { describeEach } from './plan/describe.ts';
import type { ChangeGroup, Verdict } from './plan/plan.ts';
import { whyOf } from './plan/why.ts';
import type { NameResult, NameRows, ZoneWork } from './work.ts';

const daySeconds = 86_400;
/** A name has a handful of record sets; the rest of the number tells one generation of its site from another. */
const partsPerGeneration = 100;

/** One row for each record that this drain changed, or found changed as an earlier one had asked for. */
export function historyActions(work: ZoneWork, result: NameResult): readonly Action[] {
  const group = madeOf(result);
  const cause = group === undefined ? undefined : causeOf(work, result, group);
  if (group === undefined || cause === undefined) return [];
  const told = { ...cause, atMs: work.drain.now(), changes: group.changes };
  return tell(work, result.rows, result.progress.step === 'settled' ? foundDone(told) : told);
}

/** What the history is to tell of the changes of a name, should it turn out that they were made. */
export function lostChangeOf(work: ZoneWork, result: NameResult): LostChange | undefined {
  const { group } = result.plan;
  const cause = group === undefined ? undefined : causeOf(work, result, group);
  if (group === undefined || cause === undefined) return undefined;
  return { ...cause, sentAtMs: work.drain.now(), changes: group.changes };
}

/** The rows of changes whose answer was lost, as of when they were sent. */
export const lostActions = (work: ZoneWork, rows: NameRows, { sentAtMs, ...lost }: LostChange): readonly Action[] =>
  tell(work, rows, foundDone({ ...lost, atMs: sentAtMs }));

interface Told extends Pick<HistoryRow, 'atMs' | 'why' | 'by'> {
  readonly changes: ChangeGroup['changes'];
}

const foundDone = (told: Told): Told => ({ ...told, why: `${told.why}; found done when the zone was read again` });

function tell({ zone }: ZoneWork, rows: NameRows, { changes, ...told }: Told): readonly Action[] {
  const generation = simpleSite(rows)?.generation ?? 0;
  const where = `zone:${zone.name}${zone.view === 'private' ? ' (private)' : ''}`;
  return describeEach(changes).map((change, index): Action => {
    const row: HistoryRow = { ...told, ...change, host: rows.name, where };
    const expiresAt = Math.ceil(told.atMs / 1000) + historyDays * daySeconds;
    return { action: 'put', key: historyKey(row, generation * partsPerGeneration + index), row, expiresAt };
  });
}

function causeOf(
  { drain, zone }: ZoneWork,
  { rows, plan }: NameResult,
  group: ChangeGroup,
): Pick<HistoryRow, 'why' | 'by'> | undefined {
  const site = simpleSite(rows);
  const verdict = plan.verdicts.find((each) => each.site.key.setIdentifier === '');
  if (site === undefined || verdict === undefined) return undefined;
  const zones = drain.configuration.document.zones;
  const wishedZoneName = zones.find(({ id }) => id === site.wish.zone)?.name ?? site.wish.zone;
  const release = site.release === undefined ? {} : { release: site.release.message };
  const moved = site.state === 'dying' ? zone.name : wishedZoneName;
  const known = { site: verdict.site, zoneName: zone.name, wishedZoneName: moved, ...release };
  return { why: whyOf({ ...known, group, standing: rows.owned }), by: refText(site.holder) };
}

const simpleSite = ({ sites }: NameRows) => sites.find(({ site }) => site.setIdentifier === '')?.site;

function madeOf({ plan, progress }: NameResult): ChangeGroup | undefined {
  if (progress.step === 'accepted') return plan.group;
  if (progress.step !== 'settled' || !progress.presumed) return undefined;
  return plan.verdicts.some(isAsAsked) ? progress.sent : undefined;
}

const isAsAsked = ({ result }: Verdict): boolean => result === 'equal' || result === 'gone';
