import { splitKey } from '#shared/domain/keys.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { type SiteKey, sameRef, siteText } from '#shared/domain/site.ts';
import { siteStatusKey } from '#shared/domain/status-parts.ts';
import { type ClusterMemberRow, clusterMemberKey } from '#shared/rows/cluster-rows.ts';
import { isMonitorsLane } from '#shared/rows/monitor-lanes.ts';
import { laneRowKey, memberKey, type SiteRow, siteKey, siteRowName } from '#shared/rows/site-rows.ts';
import { statusItem } from '#shared/rows/status-keys.ts';
import { edgeMembers } from '#shared/rows/zone-rows.ts';
import { type Action, check, put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { type HostInput, isAnchored, laneRowsOfSite } from '../hosts/host-input.ts';

/** A site before and after a decision. */
export interface SitePair {
  readonly before?: SiteRow;
  readonly after?: SiteRow;
}

export function sitePairs(before: readonly SiteRow[], after: readonly SiteRow[]): readonly SitePair[] {
  const pairs = new Map<string, SitePair>();
  for (const site of before) pairs.set(siteText(site), { before: site });
  for (const site of after) pairs.set(siteText(site), { ...pairs.get(siteText(site)), after: site });
  return [...pairs.values()];
}

/** The rows of one site that differ: itself, a lane row where it is new, and where it is listed. */
export function siteActions(input: HostInput, pair: SitePair): readonly Action[] {
  const { before, after } = pair;
  const site = keyOf(pair);
  if (site === undefined) return [];
  const when = before === undefined ? ('absent' as const) : { version: before.version };
  const own = after === undefined ? remove(siteKey(site), when) : put(siteKey(site), after, when);
  return [own, ...laneActions(input, pair), ...memberActions(site, pair), ...clusterActions(site, pair)];
}

/**
 * A lane that has nothing of the site yet gets its row. Where one exists it must still be there, since its capability
 * removes it; where the holder is displaced, or the site ends, because nothing stood, still nothing may stand.
 */
function laneActions(input: HostInput, { before, after }: SitePair): readonly Action[] {
  if (after === undefined) return [];
  const rows = before === undefined ? [] : laneRowsOfSite(input, before);
  const isEmpty = before !== undefined && !isAnchored(input, before) && isTakenFrom(before, after);
  return after.lanes.map((lane): Action => {
    const row = rows.find((one) => one.lane === lane);
    const key = laneRowKey(after, lane);
    if (row !== undefined) return check(key, isEmpty ? { applied: false } : 'present');
    const { host, view, setIdentifier } = after;
    return put(
      key,
      { site: { host, view, setIdentifier }, lane, generation: 0, conditions: [], applied: false },
      'absent',
    );
  });
}

/** Another holder, or an end: decided because nothing stood. */
const isTakenFrom = (before: SiteRow, after: SiteRow): boolean =>
  !sameRef(before.holder, after.holder) || after.state === 'dying';

function memberActions(site: SiteKey, { before, after }: SitePair): readonly Action[] {
  const old = before === undefined ? [] : listsOf(before);
  const now = after === undefined ? [] : listsOf(after);
  return [
    ...now.filter((list) => !old.includes(list)).map((list) => put(memberKey(list, site), { site })),
    ...old.filter((list) => !now.includes(list)).map((list) => remove(memberKey(list, site))),
  ];
}

/** The cluster's list also has what the guard needs to know of each site. */
function clusterActions(site: SiteKey, { before, after }: SitePair): readonly Action[] {
  const old = before === undefined ? undefined : clusterMember(site, before);
  const now = after === undefined ? undefined : clusterMember(site, after);
  if (old !== undefined && now !== undefined && sameValue(old, now)) return [];
  const leaves = old !== undefined && old.cluster !== now?.cluster;
  return [
    ...(now === undefined ? [] : [put(clusterMemberKey(now.cluster, site), now)]),
    ...(leaves ? [remove(clusterMemberKey(old.cluster, site))] : []),
  ];
}

const clusterMember = (
  site: SiteKey,
  { cluster, state, holder, wish, edgePolicy, release }: SiteRow,
): ClusterMemberRow => ({
  site,
  cluster,
  state,
  namespace: splitKey(holder.key).namespace,
  wish: { edge: wish.edge, zone: wish.zone },
  ...(edgePolicy === undefined ? {} : { edgePolicy }),
  ...(release === undefined ? {} : { release: { id: release.id } }),
});

const listsOf = (site: SiteRow): readonly string[] => [
  ...site.lanes,
  ...(site.wish.edge === '' ? [] : [edgeMembers(site.wish.edge)]),
];

/** Who looks at a site that has changed: the lanes that have, or are to have, something of it, and its clusters' status. */
export const siteItems = (input: HostInput, pair: SitePair): readonly NewItem[] => [
  ...laneItems(input, pair),
  ...statusItems(input, pair),
];

function statusItems({ nowMs }: HostInput, { before, after }: SitePair): readonly NewItem[] {
  const site = after ?? before;
  if (site === undefined) return [];
  const clusters = new Set([before, after].flatMap((row) => (row === undefined ? [] : [row.cluster])));
  const by = { row: siteRowName(site), generation: site.version, nowMs };
  return [...clusters].map((cluster) => statusItem(cluster, siteStatusKey(site), by));
}

/** Of a new wish or state. A release that begins or is off only concerns who watches: it is to ring no bell. */
function laneItems(input: HostInput, { before, after }: SitePair): readonly NewItem[] {
  if (after === undefined) return [];
  const isTurned = before !== undefined && (before.release === undefined) !== (after.release === undefined);
  const isNew = before?.generation !== after.generation;
  const lanes = isNew ? after.lanes : isTurned ? after.lanes.filter(isMonitorsLane) : [];
  const { generation } = after;
  return lanes.map((lane) => ({
    lane,
    key: input.host,
    row: siteRowName(after),
    generation,
    dueMs: input.nowMs,
  }));
}

function keyOf({ before, after }: SitePair): SiteKey | undefined {
  const site = after ?? before;
  return site === undefined ? undefined : { host: site.host, view: site.view, setIdentifier: site.setIdentifier };
}
