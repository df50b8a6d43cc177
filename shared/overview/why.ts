import { policyOf } from '#shared/domain/policy-of.ts';
import { scopesOf } from '#shared/domain/scope.ts';
import { moveLimitMs } from '#shared/domain/site.ts';
import { clusterKey, objectKey } from '#shared/rows/object-rows.ts';
import type { Moving, SiteRow } from '#shared/rows/site-rows.ts';
import { conditionsOf } from './conditions.ts';
import type { OrphanEntry } from './document.ts';
import { orphansAmong } from './orphans.ts';
import { readObjectProblems, sourceText } from './read-objects.ts';
import type { OverviewInput } from './read-overview.ts';
import { readLanes, readSites, type SiteState, sitesOfHost } from './read-sites.ts';
import { StandingRecords } from './records.ts';
import { type ReleaseWait, readReleaseWaits } from './release-waits.ts';
import { releasedAt } from './released-at.ts';
import { plannedRelease } from './releases.ts';
import { holdEntry, isoOf, noticeEntries, readSafety, type Safety } from './safety.ts';
import { readClaims } from './why-claims.ts';
import type { WhyClaim, WhyDocument, WhySite } from './why-document.ts';
import { stepsOf } from './why-steps.ts';

/** Tells everything about one host; undefined when nothing is known of it. */
export async function readWhy(input: OverviewInput, host: string): Promise<WhyDocument | undefined> {
  const { table, configuration, nowMs } = input;
  const rows = await sitesOfHost(table, host);
  const claims = await readClaims(input, host, rows[0]);
  const states = await Promise.all(rows.map(async (site) => ({ site, lanes: await readLanes(table, site) })));
  const orphans = await orphansOf(input, host, states);
  const released = rows.length === 0 ? await releasedAt(input, host) : undefined;
  if (rows.length + claims.length + orphans.length === 0 && released === undefined) return undefined;
  const safety = await readSafety(input);
  const waitOf = await readReleaseWaits(table, rows, safety);
  const scopes = new Set(rows.flatMap((site) => scopesOf(site, configuration)));
  const early: Safety = { ...safety, notices: safety.notices.map((notice) => ({ ...notice, fromMs: nowMs })) };
  const all = (await readSites(table, configuration)).map(({ site }) => site);
  const concerned = { ...early, notices: early.notices.filter(({ scope }) => scopes.has(scope)) };
  return {
    host,
    sites: await Promise.all(states.map((state) => whySite(input, state, { safety, waitOf, claims }))),
    claims,
    holds: safety.holds.filter(({ scope }) => scopes.has(scope)).map(holdEntry),
    notices: noticeEntries(all, concerned),
    ...(orphans.length === 0 ? {} : { orphans }),
    ...(released === undefined ? {} : { released }),
  };
}

async function orphansOf(
  { table, configuration }: OverviewInput,
  host: string,
  sites: readonly SiteState[],
): Promise<readonly OrphanEntry[]> {
  const { undecided, heard } = await readObjectProblems(table, configuration);
  const owned = (await StandingRecords.read(table, configuration)).all().filter(({ record }) => record.name === host);
  return orphansAmong(owned, { configuration, sites, undecided: undecided.map(({ claim }) => claim), heard });
}

interface Around {
  readonly safety: Safety;
  readonly waitOf: ReleaseWait;
  readonly claims: readonly WhyClaim[];
}

async function whySite(input: OverviewInput, state: SiteState, { safety, waitOf, claims }: Around): Promise<WhySite> {
  const { site } = state;
  const zone = input.configuration.zones.find(({ id }) => id === site.wish.zone);
  const [release] = plannedRelease(site, safety, waitOf);
  const conditions = conditionsOf(site, state.lanes);
  const [object, cluster] = await Promise.all([
    input.table.get(objectKey(site.holder)),
    input.table.get(clusterKey(site.cluster)),
  ]);
  return {
    view: site.view,
    setIdentifier: site.setIdentifier,
    cluster: site.cluster,
    edge: site.wish.edge,
    zone: zone?.name ?? `${site.wish.zone} (not configured)`,
    policy: policyOf(input.configuration, zone, { host: site.host, edge: site.wish.edge }),
    source: sourceText(site.holder),
    object: object === undefined || object.gone ? 'gone' : object.settledMarker === object.marker ? 'there' : 'changed',
    ...(cluster === undefined ? {} : { heard: isoOf(cluster.lastMessageMs) }),
    state: site.state === 'dying' ? 'dying' : release === undefined ? 'live' : 'leaving',
    since: isoOf(site.createdMs),
    ...(site.moving === undefined ? {} : { moving: movingEntry(site.moving) }),
    conditions,
    steps: await stepsOf(input, state, conditions),
    ...(release === undefined ? {} : { release: { ...release, why: whyGoing(site, claims) } }),
  };
}

const movingEntry = ({ edge, loadBalancer, sinceMs }: Moving) => ({
  edge,
  ...(loadBalancer === undefined ? {} : { loadBalancer }),
  latest: isoOf(sinceMs + moveLimitMs),
});

/** Where the object is still there, what it is told is the reason that its claim was given up. */
function whyGoing({ holder, release, view }: SiteRow, claims: readonly WhyClaim[]): string {
  const own = claims.filter(
    (claim) => claim.who === sourceText(holder) && (claim.view === undefined || claim.view === view),
  );
  const said = own.filter(({ verdict }) => verdict === 'skipped' || verdict === 'refused');
  const reasons = said.map(({ who, verdict, reason, message }) => {
    const told = message.startsWith(`${who}: `) ? message.slice(who.length + 2) : message;
    return `${who} is ${verdict}, ${reason}: ${told}`;
  });
  return [release?.message ?? '', ...reasons].join('; ');
}
