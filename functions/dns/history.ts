import { refText } from '#shared/domain/site.ts';
import { type HistoryRow, historyDays, historyKey } from '#shared/rows/safety-rows.ts';
import type { Action } from '#shared/runtime/table.ts';
import { describeEach } from './plan/describe.ts';
import type { ChangeGroup, Verdict } from './plan/plan.ts';
import { whyOf } from './plan/why.ts';
import type { NameResult, ZoneWork } from './work.ts';

const daySeconds = 86_400;
/** A name has a handful of record sets; the rest of the number tells one generation of its site from another. */
const partsPerGeneration = 100;

/** One row for each record that this drain changed, or found changed as an earlier one had asked for. */
export function historyActions({ drain, zone }: ZoneWork, result: NameResult): readonly Action[] {
  const { rows, plan } = result;
  const group = madeOf(result);
  const here = rows.sites.find(({ site }) => site.setIdentifier === '');
  const verdict = plan.verdicts.find(({ site }) => site.key.setIdentifier === '');
  if (group === undefined || here === undefined || verdict === undefined) return [];
  const { site } = here;
  const zones = drain.configuration.document.zones;
  const wishedZoneName = zones.find(({ id }) => id === site.wish.zone)?.name ?? site.wish.zone;
  const release = site.release === undefined ? {} : { release: site.release.message };
  const moved = site.state === 'dying' ? zone.name : wishedZoneName;
  const known = { site: verdict.site, zoneName: zone.name, wishedZoneName: moved, ...release };
  const why = whyOf({ ...known, group, standing: rows.owned });
  const found = result.progress.step === 'settled' ? '; found done when the zone was read again' : '';
  return describeEach(group.changes).map((change, index): Action => {
    const where = `zone:${zone.name}${zone.view === 'private' ? ' (private)' : ''}`;
    const row: HistoryRow = {
      atMs: drain.now(),
      host: rows.name,
      where,
      ...change,
      why: `${why}${found}`,
      by: refText(site.holder),
    };
    const expiresAt = Math.ceil(drain.now() / 1000) + historyDays * daySeconds;
    const part = site.generation * partsPerGeneration + index;
    return { action: 'put', key: historyKey(row, part), row, expiresAt };
  });
}

function madeOf({ plan, progress }: NameResult): ChangeGroup | undefined {
  if (progress.step === 'accepted') return plan.group;
  if (progress.step !== 'settled' || !progress.presumed) return undefined;
  return plan.verdicts.some(isAsAsked) ? progress.sent : undefined;
}

const isAsAsked = ({ result }: Verdict): boolean => result === 'equal' || result === 'gone';
