import { hostItem, inboxItem, objectItem } from '#shared/rows/claims-keys.ts';
import type { InboxRow, ObjectRow } from '#shared/rows/object-rows.ts';
import type { LaneRow, SiteRow } from '#shared/rows/site-rows.ts';
import { claimsLane, dnsLane } from '#shared/rows/zone-rows.ts';
import type { LaneState } from '#shared/runtime/lanes.ts';
import type { ParkedRow } from '#shared/runtime/parked-row.ts';
import type { WorkItem } from '#shared/runtime/work-item.ts';
import type { World } from '../world/world.ts';
import type { Invariant } from './invariant.ts';

const everyMs = 5 * 60_000;

/** Whatever a row still wants done, somebody is asked to look at it: by an item, or by what is parked with its reason. */
export const workKept: Invariant = {
  name: 'no work is lost',
  watch(world, { violated }) {
    const look = (): void => {
      if (!world.store.isAway) for (const message of lostIn(world)) violated(message);
      world.engine.scheduler.after(everyMs, look);
    };
    world.engine.scheduler.after(everyMs, look);
  },
};

/** The rows of one moment, as far as work follows from them. */
interface Rows {
  /** `lane key`, of items and of what is parked. */
  readonly asked: Set<string>;
  /** Lanes that will walk over all their rows anyway. */
  readonly behind: Set<string>;
  readonly sites: SiteRow[];
  readonly lanes: Map<string, LaneRow>;
  readonly objects: ObjectRow[];
  readonly inbox: { readonly sk: string; readonly row: InboxRow }[];
}

function lostIn(world: World): readonly string[] {
  const rows = readRows(world);
  const isAsked = (lane: string, key: string): boolean => rows.asked.has(`${lane} ${key}`) || rows.behind.has(lane);
  const configured = new Set(world.configuration.clusters.map(({ name }) => name));
  return [
    ...rows.inbox
      .filter(({ sk, row }) => !isAsked(claimsLane(row.cluster), inboxItem(sk)))
      .map(({ sk }) => `nobody is asked to look at message ${sk}`),
    ...rows.objects
      .filter(({ ref, marker, settledMarker }) => marker !== settledMarker && configured.has(ref.cluster))
      .filter(({ ref }) => !isAsked(claimsLane(ref.cluster), objectItem(ref)) && !hasMessage(rows, ref.cluster))
      .map(({ ref }) => `nobody is asked to settle ${objectItem(ref)} of ${ref.cluster}`),
    ...rows.sites
      .filter((site) => isUndone(rows, site) && !isAsked(dnsLane(site.wish.zone), site.host))
      .map(({ host, wish }) => `nobody is asked to look at ${host} in ${wish.zone}`),
    ...rows.sites
      .filter(({ cluster, state, release }) => (release !== undefined || state === 'dying') && configured.has(cluster))
      .filter((site) => !isAsked(claimsLane(site.cluster), hostItem(site.host)) && !isFinalized(rows, site))
      .map(({ host, cluster }) => `nobody is asked to look at the release of ${host} in ${cluster}`),
  ];
}

/** It has its objects settled, or asks again. */
const hasMessage = ({ inbox }: Rows, cluster: string): boolean => inbox.some(({ row }) => row.cluster === cluster);

/** Its present zone has not dealt with what it wishes now. */
function isUndone({ lanes }: Rows, site: SiteRow): boolean {
  const row = lanes.get(laneName(site, dnsLane(site.wish.zone)));
  return row !== undefined && row.generation < site.generation;
}

/** A site that dies is looked at again when the last of its lanes is done. */
const isFinalized = ({ lanes }: Rows, site: SiteRow): boolean =>
  site.state === 'dying' && site.lanes.some((lane) => lanes.has(laneName(site, lane)));

const laneName = ({ host, view, setIdentifier }: LaneRow['site'], lane: string): string =>
  `${host}/${view}/${setIdentifier} ${lane}`;

function readRows({ store }: World): Rows {
  const rows: Rows = {
    ...{ asked: new Set(), behind: new Set(), lanes: new Map() },
    ...{ sites: [], objects: [], inbox: [] },
  };
  const states: LaneState[] = [];
  let seq = 0;
  for (const { key, row } of store.snapshot().values()) {
    const [table] = key.pk.split('#', 1);
    if (table === 'config' && key.sk === 'config') seq = (row as { readonly seq: number }).seq;
    else if (table === 'item') {
      const { lane, key: about } = row as WorkItem;
      rows.asked.add(`${lane} ${about}`);
    } else if (table === 'parked') rows.asked.add(`${key.pk.slice('parked#'.length)} ${(row as ParkedRow).key}`);
    else if (table === 'lane' && key.sk === 'state') states.push(row as LaneState);
    else if (table === 'obj') rows.objects.push(row as ObjectRow);
    else if (table === 'inbox') rows.inbox.push({ sk: key.sk, row: row as InboxRow });
    else if (table === 'site' && key.sk.startsWith('set#')) rows.sites.push(row as SiteRow);
    else if (table === 'site' && key.sk.startsWith('lane#')) {
      const lane = row as LaneRow;
      rows.lanes.set(laneName(lane.site, lane.lane), lane);
    }
  }
  for (const state of states) if (state.seq < seq || state.walk !== undefined) rows.behind.add(state.lane);
  return rows;
}
