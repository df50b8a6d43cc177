import {
  conditionOf,
  isAccepted,
  type RecordEntry,
  type ReleaseEntry,
  type SiteEntry,
} from '#shared/overview/document.ts';

export type StateWord = 'ready' | 'planned' | 'pending' | 'waiting' | 'held' | 'failed' | 'releasing';

/** One site in two words for people: how it stands, and why. */
export interface SiteView {
  readonly site: SiteEntry;
  readonly state: StateWord;
  readonly why: string;
}

/** Reasons that pass without anybody doing anything. */
const passing: ReadonlySet<string> = new Set(['ChangePending', 'Waiting', 'Throttled', 'Retrying', 'Accepted']);

export function viewSites(sites: readonly SiteEntry[], releases: readonly ReleaseEntry[]): readonly SiteView[] {
  const leaving = new Map(releases.filter(({ state }) => state !== 'executed').map((entry) => [nameOf(entry), entry]));
  return sites.map((site) => {
    const release = leaving.get(nameOf(site));
    return release === undefined ? viewSite(site) : { site, state: 'releasing', why: whyReleasing(release) };
  });
}

function viewSite(site: SiteEntry): SiteView {
  if (site.ready) return { site, state: 'ready', why: site.records.filter(isOurs).map(leadsTo).join(', ') };
  const dns = conditionOf(site, 'DnsReady');
  const held = isAccepted(site) ? dns : conditionOf(site, 'Accepted');
  const reason = held?.reason ?? 'Waiting';
  const why = [reason, held?.message ?? ''].filter((text) => text !== '').join(': ');
  if (reason === 'Observing') return { site, state: 'planned', why };
  if (reason === 'Held') return { site, state: 'held', why };
  if (reason === 'NoAddress' || reason === 'ZoneNotRead') return { site, state: 'waiting', why };
  return { site, state: passing.has(reason) ? 'pending' : 'failed', why };
}

const nameOf = (entry: Pick<SiteEntry, 'host' | 'view' | 'setIdentifier'>): string =>
  JSON.stringify([entry.host, entry.view, entry.setIdentifier]);

const isOurs = (record: RecordEntry): boolean => record.ownership !== true;

function leadsTo(record: RecordEntry): string {
  const target = record.alias === undefined ? (record.values ?? []).join(' ') : record.alias.dnsName;
  return `${record.type} ${record.alias === undefined ? '' : 'alias '}→ ${target}`;
}

function whyReleasing({ due, state, scope }: ReleaseEntry): string {
  if (state === 'waiting') return `no longer claimed; records are removed at ${clockOf(due)}`;
  if (state === 'kept') return 'no longer claimed; the policy keeps its records';
  return `${state} by ${state === 'blocked' ? 'the guard of ' : ''}${scope ?? ''}; no longer claimed`;
}

/** `2026-01-02T03:04:05.678Z` → `03:04:05` in local time. */
export const clockOf = (iso: string): string => new Date(iso).toTimeString().slice(0, 8);

/** `2026-01-02 03:04:05` in local time. */
export function momentOf(iso: string): string {
  const at = new Date(iso);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clockOf(iso)}`;
}
