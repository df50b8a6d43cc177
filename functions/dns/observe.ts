import type { Configuration, Zone } from '#shared/domain/configuration.ts';
import { policyOf } from '#shared/domain/policy-of.ts';
import type { SiteKey } from '#shared/domain/site.ts';
import { type LaneRow, lanePrefix, laneRowsOf, type SiteRow, sitePrefix, sitesOf } from '#shared/rows/site-rows.ts';
import { dnsLane, ownedPrefix, ownedRows } from '#shared/rows/zone-rows.ts';
import type { DueKey } from '#shared/runtime/capability.ts';
import { keepUndelegated } from './delegation.ts';
import { holdInZone } from './plan/holds.ts';
import type { PlannedSite } from './plan/name-state.ts';
import { keepUnread } from './unread-zone.ts';
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

async function readName(work: ZoneWork, { key: name, attempt }: DueKey): Promise<NameRows> {
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
  const planned = here.map(({ site, lane }) => plannedSite(work, { site, lane, laneRows }));
  const state = { name, sites: planned, owned: ownedHere };
  return keepUnread(work, { name, attempt, sites: here, owned: ownedHere, state });
}

interface SiteInLane {
  readonly site: SiteRow;
  readonly lane: LaneRow;
  readonly laneRows: readonly LaneRow[];
}

function plannedSite({ drain, zone, holds, isConfirmed }: ZoneWork, { site, lane, laneRows }: SiteInLane): PlannedSite {
  const { host, wish } = site;
  const configuration = drain.configuration.document;
  const { edgePolicy } = site;
  const policy = policyOf(configuration, zone, { host, edge: wish.edge, leaving: site.state === 'dying', edgePolicy });
  const hold = holdInZone(site, holds, { zone, configuration, nowMs: drain.now() });
  const key = { host, view: site.view, setIdentifier: site.setIdentifier };
  const { applied, appliedResources = [], appliedOwners = [] } = lane;
  return {
    key,
    role: site.state === 'dying' && lane.frozen === true ? 'left' : roleOf(site, { zone, configuration, laneRows }),
    wish,
    applied,
    appliedResources,
    appliedOwners,
    policy,
    ...(hold ? { hold } : {}),
    ...(isConfirmed(site) ? {} : { unconfirmed: true }),
  };
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
  const next = laneRows.find((row) => row.lane === dnsLane(site.wish.zone) && isSameSite(row.site, site));
  const isReady = next?.conditions.some(({ type, status }) => type === 'DnsReady' && status === 'True') ?? false;
  return isReady && next?.generation === site.generation ? 'leaving' : 'moving';
}

const isSameSite = (a: SiteKey, b: SiteKey): boolean =>
  a.host === b.host && a.view === b.view && a.setIdentifier === b.setIdentifier;
