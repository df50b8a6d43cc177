import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { dnsRow } from './conditions.ts';
import { conditionOf, isAccepted, type Overview, type ReleaseEntry } from './document.ts';
import { dueText } from './due-text.ts';
import { nameOf, type Plan, type PlanEntry, type PlanKind, planOf, refusedEntry, whyOf } from './plan-document.ts';
import { type OverviewInput, readOverview } from './read-overview.ts';
import { readSites, type SiteState } from './read-sites.ts';
import { changeText } from './record-text.ts';

/** What would be written if neither a policy nor a person stopped it, what is on its way, and what stands in the way. */
export async function readPlan(input: OverviewInput): Promise<Plan> {
  const [overview, states] = await Promise.all([readOverview(input), readSites(input.table, input.configuration)]);
  const leaving = overview.releases.filter(({ state }) => state !== 'executed');
  const names = new Set(leaving.map(nameOf));
  const sources = new Map(overview.sites.map((site) => [nameOf(site), site.source]));
  const entries = [
    ...states.flatMap((state) => (names.has(nameOf(state.site)) ? [] : siteEntry(state, overview))),
    ...leaving.map((release): PlanEntry => {
      const { host, view, setIdentifier, state } = release;
      const known = { host, view, setIdentifier, source: sources.get(nameOf(release)) ?? '' };
      return {
        ...known,
        kind: state === 'kept' ? 'keep' : 'release',
        why: whyLeaving(release, input.nowMs),
        records: [],
      };
    }),
    ...overview.refused.map(refusedEntry),
  ];
  return planOf(
    entries,
    entries.some(({ kind }) => kind === 'publish' || kind === 'change' || kind === 'release'),
  );
}

function whyLeaving(release: ReleaseEntry, nowMs: number): string {
  const { state, scope } = release;
  const unclaimed = 'no object claims it any more';
  if (state === 'kept') return `${unclaimed}; the policy keeps its records`;
  const by = scope === undefined ? '' : ` by ${state === 'blocked' ? 'the guard of ' : ''}${scope}`;
  return `${unclaimed}; ${state}${by}, ${dueText(release, nowMs)}`;
}

/** Reasons of dns that do not pass by themselves: what is wished cannot be written. */
const conflicts: ReadonlySet<Reason> = new Set([
  'NameTaken',
  'OwnershipLost',
  'PolicyConflict',
  'Refused',
  'HealthCheckGone',
  'ZoneFull',
  'InvalidTarget',
  'ZoneGone',
  'AccessDenied',
  'InternalError',
]);

function siteEntry(state: SiteState, { sites }: Overview): readonly PlanEntry[] {
  const { site } = state;
  const entry = sites.find((one) => nameOf(one) === nameOf(site));
  if (entry === undefined) return [];
  const row = dnsRow(site, state.lanes);
  const known = { host: site.host, view: site.view, setIdentifier: site.setIdentifier, source: entry.source };
  const dns = conditionOf(entry, 'DnsReady');
  if (dns !== undefined && conflicts.has(dns.reason)) {
    return [{ ...known, kind: 'cannot', why: whyOf(dns), records: linesOf(row?.planned ?? []) }];
  }
  const planned = row?.planned ?? [];
  const words = entry.planned ?? [];
  if (planned.length > 0) {
    return [{ ...known, kind: kindOf(planned), why: whyOf(dns), records: [...linesOf(planned), ...words] }];
  }
  if (conditionOf(entry, 'Accepted')?.reason === 'Releasing') return [];
  if (!isAccepted(entry)) return [{ ...known, kind: 'wait', why: whyOf(conditionOf(entry, 'Accepted')), records: [] }];
  if (words.length > 0) {
    return [{ ...known, kind: 'change', why: whyOf(conditionOf(entry, 'CertificateReady')), records: words }];
  }
  if (dns === undefined || !onItsWay.has(dns.reason)) return [];
  return [{ ...known, kind: row?.applied ? 'change' : 'publish', why: whyOf(dns), records: [] }];
}

const onItsWay: ReadonlySet<Reason> = new Set(['Waiting', 'Retrying', 'Throttled']);

/** Ownership TXT records only where nothing else changes. */
function linesOf(planned: readonly PlannedChange[]): readonly string[] {
  const records = planned.filter(({ before, after }) => (before ?? after)?.type !== 'TXT');
  return (records.length > 0 ? records : planned).map(changeText);
}

function kindOf(planned: readonly PlannedChange[]): PlanKind {
  if (planned.every(({ action }) => action === 'create')) return 'publish';
  return planned.every(({ action }) => action === 'delete') ? 'release' : 'change';
}
