import type { Zone } from '#shared/domain/configuration.ts';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { LostChange } from '#shared/domain/lost-change.ts';
import { refText } from '#shared/domain/site.ts';
import { type HistoryRow, historyExpiry, historyKey } from '#shared/rows/safety-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Action } from '#shared/runtime/table.ts';
import { describeEach } from './plan/describe.ts';
import { identifierOf } from './plan/own-marks.ts';
import type { Verdict } from './plan/verdicts.ts';
import { whyOf } from './plan/why.ts';
import type { NameResult, NameRows, ZoneWork } from './work.ts';

/** A site has a handful of record sets; the rest of the number tells one generation of it from another. */
const partsPerGeneration = 100;

/** One row for each record that this drain changed, or found changed as an earlier one had asked for. */
export function historyActions(work: ZoneWork, result: NameResult): readonly Action[] {
  return result.plan.verdicts.flatMap((verdict) => {
    const changes = madeOf(result, verdict);
    const site = siteOf(result.rows, verdict);
    if (changes.length === 0 || site === undefined) return [];
    const told = { ...causeOf(work, result, { site, verdict, changes }), atMs: work.drain.now(), changes };
    return tell(work, site, result.progress.step === 'settled' ? foundDone(told) : told);
  });
}

/** What the history is to tell of the changes of a site, should it turn out that they were made. */
export function lostChangeOf(work: ZoneWork, result: NameResult, verdict: Verdict): LostChange | undefined {
  const site = siteOf(result.rows, verdict);
  const { changes } = verdict;
  if (changes === undefined || site === undefined) return undefined;
  return { ...causeOf(work, result, { site, verdict, changes }), sentAtMs: work.drain.now(), changes };
}

/** The rows of changes whose answer was lost, as of when they were sent. */
export const lostActions = (work: ZoneWork, site: SiteRow, { sentAtMs, ...lost }: LostChange): readonly Action[] =>
  tell(work, site, foundDone({ ...lost, atMs: sentAtMs }));

interface Told extends Pick<HistoryRow, 'atMs' | 'why' | 'by'> {
  readonly changes: readonly RecordChange[];
}

const foundDone = (told: Told): Told => ({ ...told, why: `${told.why}; found done when the zone was read again` });

function tell({ zone }: ZoneWork, site: SiteRow, { changes, ...told }: Told): readonly Action[] {
  const set = site.setIdentifier === '' ? '' : `#${site.setIdentifier}`;
  return describeEach(changes).map((change, index): Action => {
    const row: HistoryRow = { ...told, ...change, host: site.host, where: whereIn(zone) };
    const expiresAt = historyExpiry(told.atMs);
    const part = `${site.generation * partsPerGeneration + index}${set}`;
    return { action: 'put', key: historyKey(row, part), row, expiresAt };
  });
}

export const whereIn = ({ name, view }: Pick<Zone, 'name' | 'view'>): string =>
  `zone:${name}${view === 'private' ? ' (private)' : ''}`;

function causeOf(
  { drain, zone }: ZoneWork,
  { rows }: NameResult,
  made: { readonly site: SiteRow; readonly verdict: Verdict; readonly changes: readonly RecordChange[] },
): Pick<HistoryRow, 'why' | 'by'> {
  const { site, verdict, changes } = made;
  const zones = drain.configuration.document.zones;
  const wishedZoneName = zones.find(({ id }) => id === site.wish.zone)?.name ?? site.wish.zone;
  const release = site.release === undefined ? {} : { release: site.release.message };
  const moved = site.state === 'dying' ? zone.name : wishedZoneName;
  const known = { site: verdict.site, zoneName: zone.name, wishedZoneName: moved, ...release };
  const standing = rows.owned.filter(({ record }) => identifierOf(record) === site.setIdentifier);
  return { why: whyOf({ ...known, changes, standing }), by: refText(site.holder) };
}

const siteOf = ({ sites }: NameRows, { site }: Verdict): SiteRow | undefined =>
  sites.find((each) => each.site.setIdentifier === site.key.setIdentifier)?.site;

function madeOf({ progress }: NameResult, verdict: Verdict): readonly RecordChange[] {
  if (progress.step === 'accepted') return verdict.changes ?? [];
  if (progress.step !== 'settled' || !progress.presumed || !isAsAsked(verdict)) return [];
  const { setIdentifier } = verdict.site.key;
  return progress.sent?.verdicts.find(({ site }) => site.key.setIdentifier === setIdentifier)?.changes ?? [];
}

const isAsAsked = ({ result }: Verdict): boolean => result === 'equal' || result === 'gone';
