import type { View } from '#shared/domain/configuration.ts';
import type { PlannedChange } from '#shared/domain/planned-change.ts';
import {
  type ConditionEntry,
  conditionOf,
  isAccepted,
  type Overview,
  type RefusedEntry,
  type SiteEntry,
} from './document.ts';
import { dnsRow, type OverviewInput, readOverview } from './read-overview.ts';
import { readSites, type SiteState } from './read-sites.ts';
import { changeText } from './record-text.ts';

/** What would become of a name. `wait`: it is wanted, but something is missing before it can be published. */
export type PlanKind = 'publish' | 'change' | 'release' | 'refuse' | 'wait';

export interface PlanEntry {
  readonly kind: PlanKind;
  readonly host: string;
  readonly view?: View;
  readonly setIdentifier?: string;
  readonly source: string;
  readonly why: string;
  /** One line for each record, as people read it; empty while it is not known. */
  readonly records: readonly string[];
}

export interface Plan {
  /** `publishes 2 names, refuses 1, releases 0` */
  readonly summary: string;
  /** Something would be written, or is on its way; in a comparison: anything differs. */
  readonly changes: boolean;
  readonly entries: readonly PlanEntry[];
}

/** What would be written if neither a policy nor a person stopped it, and what is on its way. */
export async function readPlan(input: OverviewInput): Promise<Plan> {
  const [overview, states] = await Promise.all([readOverview(input), readSites(input.table, input.configuration)]);
  const leaving = overview.releases.filter(({ state }) => state !== 'executed' && state !== 'kept');
  const names = new Set(leaving.map(nameOf));
  const sources = new Map(overview.sites.map((site) => [nameOf(site), site.source]));
  const entries = [
    ...states.flatMap((state) => (names.has(nameOf(state.site)) ? [] : siteEntry(state, overview))),
    ...leaving.map((release): PlanEntry => {
      const by = release.scope === undefined ? '' : ` by ${release.scope}`;
      const why = `no object claims it any more; ${release.state}${by}, due ${release.due}`;
      const { host, view, setIdentifier } = release;
      return {
        kind: 'release',
        host,
        view,
        setIdentifier,
        source: sources.get(nameOf(release)) ?? '',
        why,
        records: [],
      };
    }),
    ...overview.refused.map(refusedEntry),
  ];
  return planOf(
    entries,
    entries.some(({ kind }) => kind !== 'refuse' && kind !== 'wait'),
  );
}

function siteEntry(state: SiteState, { sites }: Overview): readonly PlanEntry[] {
  const { site } = state;
  const entry = sites.find((one) => nameOf(one) === nameOf(site));
  if (entry === undefined) return [];
  const row = dnsRow(site, state.lanes);
  const known = { host: site.host, view: site.view, setIdentifier: site.setIdentifier, source: entry.source };
  const planned = row?.planned ?? [];
  if (planned.length > 0) {
    return [{ ...known, kind: kindOf(planned), why: whyOf(conditionOf(entry, 'DnsReady')), records: linesOf(planned) }];
  }
  if (conditionOf(entry, 'Accepted')?.reason === 'Releasing') return [];
  if (!isAccepted(entry)) return [{ ...known, kind: 'wait', why: whyOf(conditionOf(entry, 'Accepted')), records: [] }];
  const dns = conditionOf(entry, 'DnsReady');
  if (dns?.reason !== 'Waiting') return [];
  return [{ ...known, kind: row?.applied ? 'change' : 'publish', why: whyOf(dns), records: [] }];
}

/** Ownership TXT records only where nothing else changes. */
function linesOf(planned: readonly PlannedChange[]): readonly string[] {
  const records = planned.filter(({ before, after }) => (before ?? after)?.type !== 'TXT');
  return (records.length > 0 ? records : planned).map(changeText);
}

function kindOf(planned: readonly PlannedChange[]): PlanKind {
  if (planned.every(({ action }) => action === 'create')) return 'publish';
  return planned.every(({ action }) => action === 'delete') ? 'release' : 'change';
}

export const whyOf = (condition: ConditionEntry | undefined): string =>
  condition === undefined ? '' : `${condition.reason}${condition.message === '' ? '' : `: ${condition.message}`}`;

export const refusedEntry = ({
  host = '',
  source,
  reason,
  message,
}: Partial<RefusedEntry> & Pick<RefusedEntry, 'source' | 'reason' | 'message'>): PlanEntry => ({
  kind: 'refuse',
  host,
  source,
  why: `${reason}: ${message}`,
  records: [],
});

export const nameOf = (entry: Pick<SiteEntry, 'host' | 'view' | 'setIdentifier'>): string =>
  JSON.stringify([entry.host, entry.view, entry.setIdentifier]);

export function planOf(entries: readonly PlanEntry[], changes: boolean): Plan {
  const count = (kind: PlanKind): number => entries.filter((entry) => entry.kind === kind).length;
  const names = `publishes ${count('publish')} ${count('publish') === 1 ? 'name' : 'names'}`;
  const more = [
    count('change') > 0 ? [`changes ${count('change')}`] : [],
    count('wait') > 0 ? [`${count('wait')} waiting`] : [],
  ];
  const summary = [names, `refuses ${count('refuse')}`, `releases ${count('release')}`, ...more.flat()].join(', ');
  return { summary, changes, entries };
}
