import { momentText } from '#shared/domain/moment-text.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { policyText } from '#shared/domain/routing.ts';
import { isAccepted, type RecordEntry, type ReleaseEntry, type SiteEntry } from '#shared/overview/document.ts';

export type StateWord = 'ready' | 'planned' | 'pending' | 'waiting' | 'held' | 'failed' | 'releasing';

/** One site in two words for people: how it stands, and why. */
export interface SiteView {
  readonly site: SiteEntry;
  readonly state: StateWord;
  /** Its reason and message in one text. */
  readonly why: string;
  readonly reason: Reason;
}

/** Reasons that pass without anybody doing anything. */
const passing: ReadonlySet<string> = new Set([
  'ChangePending',
  'Waiting',
  'Throttled',
  'Retrying',
  'Accepted',
  'WaitingForZone',
  'PendingValidation',
  'Issued',
]);

export function viewSites(sites: readonly SiteEntry[], releases: readonly ReleaseEntry[]): readonly SiteView[] {
  const leaving = new Map(releases.filter(({ state }) => state !== 'executed').map((entry) => [nameOf(entry), entry]));
  return sites.map((site) => {
    const release = leaving.get(nameOf(site));
    return release === undefined
      ? viewSite(site)
      : { site, state: 'releasing', why: whyReleasing(release), reason: 'Releasing' };
  });
}

function viewSite(site: SiteEntry): SiteView {
  if (site.ready) {
    return { site, state: 'ready', why: site.records.filter(isOurs).map(leadsTo).join(', '), reason: 'Ready' };
  }
  const said = site.conditions.find(({ type, status }) => type !== 'Ready' && status !== 'True');
  const reason = said?.reason ?? 'Waiting';
  const why = [reason, said?.message ?? ''].filter((text) => text !== '').join(': ');
  return { site, state: stateOf(reason, isAccepted(site)), why, reason };
}

function stateOf(reason: Reason, accepted: boolean): StateWord {
  if (reason === 'Observing') return 'planned';
  if (reason === 'Held') return 'held';
  if (reason === 'NoAddress' || reason === 'ZoneNotRead' || (reason === 'Waiting' && !accepted)) return 'waiting';
  return passing.has(reason) ? 'pending' : 'failed';
}

/** What a person must be able to read to its end: it failed, or fails again and again. */
export const isTroubled = ({ state, reason }: SiteView): boolean => state === 'failed' || reason === 'Retrying';

const nameOf = (entry: Pick<SiteEntry, 'host' | 'view' | 'setIdentifier'>): string =>
  JSON.stringify([entry.host, entry.view, entry.setIdentifier]);

const isOurs = (record: RecordEntry): boolean => record.ownership !== true;

function leadsTo(record: RecordEntry): string {
  const target = record.alias === undefined ? (record.values ?? []).join(' ') : record.alias.dnsName;
  const routing = record.routing === undefined ? '' : `(${policyText(record.routing)}) `;
  return `${record.type} ${routing}${record.alias === undefined ? '' : 'alias '}→ ${target}`;
}

function whyReleasing({ due, state, scope, waitsFor }: ReleaseEntry): string {
  if (waitsFor !== undefined) return `no longer claimed, but it waits: ${waitsFor}`;
  if (state === 'waiting') return `goes at ${momentText(due)}; no longer claimed`;
  if (state === 'kept') return 'no longer claimed; the policy keeps its records';
  return `${state} by ${state === 'blocked' ? 'the guard of ' : ''}${scope ?? ''}; no longer claimed`;
}
