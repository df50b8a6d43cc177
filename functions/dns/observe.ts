import type { Configuration, Zone } from '#shared/domain/configuration.ts';
import { policyOf } from '#shared/domain/policy-of.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import { type LaneRow, lanePrefix, laneRowsOf, type SiteRow, sitePrefix, sitesOf } from '#shared/rows/site-rows.ts';
import { dnsLane, ownedPrefix, ownedRows } from '#shared/rows/zone-rows.ts';
import type { DueKey } from '#shared/runtime/capability.ts';
import { keepUndelegated } from './delegation.ts';
import { holdInZone } from './plan/holds.ts';
import type { PlannedSite } from './plan/name-state.ts';
import { isSameOwner } from './plan/successor.ts';
import { keepUnread } from './unread-zone.ts';
import { readWishedName } from './wished-name.ts';
import type { NameRows, ZoneWork } from './work.ts';

/** How many names are read at the same time. */
const inFlight = 25;

/** Reads the current rows of every name: all its sites, whoever wrote the item. */
export async function readNameRows(work: ZoneWork, keys: readonly DueKey[]): Promise<readonly NameRows[]> {
  const names: NameRows[] = [];
  for (let at = 0; at < keys.length; at += inFlight) {
    names.push(...(await Promise.all(keys.slice(at, at + inFlight).map((key) => readName(work, key)))));
  }
  const kept = await keepUndelegated(work, names);
  const cnames = new Set(kept.filter(({ state }) => state.sites.some(wishesCname)).map(({ name }) => name));
  return cnames.size === 0 ? kept : kept.map((rows) => ({ ...rows, state: { ...rows.state, cnames } }));
}

const wishesCname = ({ role, wish }: PlannedSite): boolean => role === 'wanted' && wish.target?.kind === 'name';

/** No host name has an underscore, so that a name has sites or other wishes, never both. */
const readName = (work: ZoneWork, due: DueKey): Promise<NameRows> =>
  due.key.startsWith('_') ? readWishedName(work, due) : readSiteName(work, due);

async function readSiteName(work: ZoneWork, { key: name, attempt }: DueKey): Promise<NameRows> {
  const { table } = work.drain;
  const { view, id } = work.zone;
  const [sites, lanes, owned] = await Promise.all([
    table.query(sitesOf(name, view), { prefix: sitePrefix }),
    table.query(laneRowsOf(name, view), { prefix: lanePrefix }),
    table.query(ownedRows(id), { prefix: ownedPrefix(name) }),
  ]);
  const laneRows = lanes.map(({ row }) => row);
  const here = sites.flatMap(({ row: site }) => {
    const lane = laneRows.find((row) => row.lane === work.drain.lane && isSameSite(row.site, site));
    return lane === undefined ? [] : [{ site, lane }];
  });
  const ownedHere = owned.map(({ row }) => row);
  const all = sites.map(({ row }) => row);
  const planned = here.map(({ site, lane }) => plannedSite(work, { site, lane, laneRows, sites: all }));
  const state = { name, sites: planned, owned: ownedHere };
  return keepUnread(work, { name, attempt, sites: here, wishes: [], owned: ownedHere, state });
}

interface SiteInLane {
  readonly site: SiteRow;
  readonly lane: LaneRow;
  /** Of all sites of the name, whatever their zone. */
  readonly laneRows: readonly LaneRow[];
  readonly sites: readonly SiteRow[];
}

function plannedSite({ drain, zone, holds, isConfirmed }: ZoneWork, inLane: SiteInLane): PlannedSite {
  const { site, lane, laneRows } = inLane;
  const { host, wish } = site;
  const configuration = drain.configuration.document;
  const { edgePolicy } = site;
  const policy = policyOf(configuration, zone, { host, edge: wish.edge, leaving: site.state === 'dying', edgePolicy });
  const hold = holdInZone(site, holds, { zone, configuration, nowMs: drain.now() });
  const key = { host, view: site.view, setIdentifier: site.setIdentifier };
  const { applied, appliedResources = [], appliedOwners = [] } = lane;
  const role =
    site.state === 'dying' && lane.frozen === true ? 'left' : roleOf(site, { zone, configuration, laneRows });
  const awaited = role === 'leaving' ? awaitedElsewhere(inLane, zone) : undefined;
  return {
    key,
    role,
    wish,
    applied,
    appliedResources,
    appliedOwners,
    policy,
    ...(awaited === undefined ? {} : { stays: `its record set ${awaited} is not everywhere yet` }),
    ...(hold ? { hold } : {}),
    ...(isConfirmed(site) ? {} : { unconfirmed: true }),
    ...(isEnding(inLane) ? { ending: true } : {}),
  };
}

/** What takes the place of another record set of the name is made all the same, with the end of that. */
function isEnding({ site, lane, laneRows, sites }: SiteInLane): boolean {
  const isStanding = (key: SiteKey): boolean => laneRows.some((row) => row.applied && isSameSite(row.site, key));
  const isSuccessor = sites.some((other) => other.state === 'dying' && isStanding(other));
  return site.release !== undefined && !lane.applied && !isSuccessor;
}

interface Around {
  readonly zone: Zone;
  readonly configuration: Pick<Configuration, 'zones'>;
  readonly laneRows: readonly LaneRow[];
}

/**
 * The record in a zone that a site has left goes only when the one in its new zone is everywhere, and that zone is still
 * ours to write.
 */
function roleOf(site: SiteRow, { zone, configuration, laneRows }: Around): PlannedSite['role'] {
  if (site.state === 'dying') return 'leaving';
  if (site.wish.zone === zone.id) return 'wanted';
  if (!configuration.zones.some(({ id }) => id === site.wish.zone)) return 'moving';
  return isEverywhere(site, laneRows) ? 'leaving' : 'moving';
}

/** Whether the record is everywhere in the zone that the site wishes for. */
function isEverywhere(site: SiteRow, laneRows: readonly LaneRow[]): boolean {
  const row = laneRows.find(({ lane, site: key }) => lane === dnsLane(site.wish.zone) && isSameSite(key, site));
  const isReady = row?.conditions.some(({ type, status }) => type === 'DnsReady' && status === 'True') ?? false;
  return isReady && row?.generation === site.generation;
}

/** An object that asks for another identifier and another zone at once: which of its record sets this one waits for. */
function awaitedElsewhere({ site, sites, laneRows }: SiteInLane, zone: Zone): string | undefined {
  const isNext = (next: SiteRow): boolean =>
    next.state === 'live' && next.wish.zone !== zone.id && isSameOwner(next.wish, site.wish);
  if (site.state !== 'dying') return undefined;
  const awaited = sites.find((next) => isNext(next) && !isEverywhere(next, laneRows));
  return awaited === undefined ? undefined : `${siteText(awaited)} in zone ${awaited.wish.zone}`;
}

const isSameSite = (a: SiteKey, b: SiteKey): boolean =>
  a.host === b.host && a.view === b.view && a.setIdentifier === b.setIdentifier;
