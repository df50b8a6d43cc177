import type { Configuration } from '#shared/domain/configuration.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { SiteKey } from '#shared/domain/site.ts';
import { dnsLane, type OwnedRow } from '#shared/rows/zone-rows.ts';
import type { OrphanEntry } from './document.ts';
import type { SiteState } from './read-sites.ts';
import { recordText } from './record-text.ts';

interface Claimed {
  readonly configuration: Configuration;
  readonly sites: readonly SiteState[];
  /** Sites that nobody has yet, though somebody asks for them. */
  readonly undecided: readonly SiteKey[];
  /** Of the others nobody knows yet what they claim. */
  readonly heard: ReadonlySet<string>;
}

/**
 * Records with the mark of one of our clusters that no site wants or is about to remove, by zone and name; also beside
 * the records of a site in sync, where their mark names an object that is not the site's. Those of adopted owners are
 * not among them: whoever made them may still want them.
 */
export function orphansAmong(owned: readonly OwnedRow[], claimed: Claimed): readonly OrphanEntry[] {
  const { configuration, sites, undecided, heard } = claimed;
  const known = configuration.clusters.filter(({ name }) => heard.has(name));
  const ours = new Set(known.map(({ ownerId }) => ownerId));
  const wanted = new Set([
    ...sites.flatMap((state) => zonesOf(state).map((lane) => idOf(lane, state.site.host, state.site.setIdentifier))),
    ...configuration.zones.flatMap(({ id, view }) =>
      undecided
        .filter((one) => one.view === view)
        .map(({ host, setIdentifier }) => idOf(dnsLane(id), host, setIdentifier)),
    ),
  ]);
  const left = owned.filter(({ ownerId }) => ours.has(ownerId));
  const settled = settledIn(sites);
  const groups = Map.groupBy(left, ({ zone, record }) => idOf(dnsLane(zone), record.name, record.setIdentifier ?? ''));
  return [...groups].flatMap(([id, all]) => {
    const resources = settled.get(id);
    const rows = wanted.has(id) ? all.filter(({ resource }) => resources?.has(resource) === false) : all;
    const [first] = rows;
    const zone = configuration.zones.find((one) => one.id === first?.zone);
    if (first === undefined || zone === undefined) return [];
    return [
      {
        host: first.record.name,
        view: zone.view,
        setIdentifier: first.record.setIdentifier ?? '',
        zone: zone.name,
        ownerId: first.ownerId,
        resource: first.resource,
        records: rows.map(({ record }) => recordText(record)),
      },
    ];
  });
}

/** What the marks of each site in sync may name. */
function settledIn(sites: readonly SiteState[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    sites.flatMap(({ site, lanes }) =>
      lanes
        .filter(({ conditions }) => conditions.some(({ reason }) => reason === 'InSync'))
        .map(({ lane, appliedResources = [] }) => [
          idOf(lane, site.host, site.setIdentifier),
          new Set([site.wish.resource, ...appliedResources]),
        ]),
    ),
  );
}

/** Zones in which a site is wanted, or its records are about to go: not where a policy forbids to remove what has ended. */
function zonesOf({ site, lanes }: SiteState): readonly string[] {
  if (site.state === 'live') return [...new Set([dnsLane(site.wish.zone), ...site.lanes])];
  const kept = lanes.filter(({ conditions }) => conditions.some(({ reason }) => forbidden.includes(reason)));
  return site.lanes.filter((name) => !kept.some(({ lane }) => lane === name));
}

const forbidden: readonly Reason[] = ['Observing', 'PolicyForbids'];

const idOf = (lane: string, name: string, setIdentifier: string): string => JSON.stringify([lane, name, setIdentifier]);

/** In one sentence. */
export const orphanText = ({ records, ownerId, resource }: OrphanEntry): string =>
  `a record with our mark stands, but nothing claims it: ${records.join(', ')} (owner ${ownerId}, for ${resource}); claim it, or remove it with its TXT`;
