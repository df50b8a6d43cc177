import type { StoredMonitor } from '#local/cloud/uptimerobot/monitor.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import { siteTag } from '#shared/rows/monitor-tags.ts';
import { type LaneRow, laneRowKey, members, type SiteRow, siteKey } from '#shared/rows/site-rows.ts';
import type { World } from '../world/world.ts';
import type { Goal } from './invariant.ts';
import { hostOfUrl, isOverdue, isToBeWatched, isWatchable, ourTag } from './watched-sites.ts';

interface Told {
  readonly site: SiteRow;
  readonly lane: LaneRow | undefined;
}

/** Each site that is to be watched has one monitor as it asks for, or says why not; no other monitor is ours and rings. */
export const monitorsEqualWishes: Goal = {
  name: 'monitors equal wishes',
  async missing(world) {
    if (world.configuration.monitors === undefined) return [];
    const told = await readSites(world);
    const ours = world.outside.uptime.monitors().filter((one) => ourTag(world.configuration, one) !== undefined);
    const nowMs = world.engine.scheduler.now();
    const wanted = told.filter(({ site }) => isToBeWatched(site) || isStuck(world, site, nowMs));
    return [
      ...wanted.flatMap((one) => wrongOf(world, one, ours)),
      ...told.flatMap(({ site }) => (site.state === 'dying' ? [`${site.host} ended, and is still there`] : [])),
      ...duplicates(ours.filter((one) => !isLeft(world, one, told))).map((url) => `${url} has more than one monitor`),
      ...ours.flatMap((one) => leftOver(world, one, told)),
      ...(await unlisted(world, ours, told)),
    ];
  },
};

/** What does not go although it should long since have gone. */
const isStuck = ({ configuration }: World, site: SiteRow, nowMs: number): boolean =>
  configuration.mode === 'sync' &&
  isWatchable(site) &&
  site.release?.stopped === undefined &&
  isOverdue(site, nowMs, stuckMs);

/** Looks at an account are a minute apart. */
const stuckMs = 10 * 60_000;

async function readSites({ store }: World): Promise<readonly Told[]> {
  const lane = monitorsLane('main');
  const keys = (await store.truth.query(members(lane))).map(({ row }) => row.site);
  const sites = await store.truth.getMany(keys.map(siteKey));
  const lanes = await store.truth.getMany(keys.map((key) => laneRowKey(key, lane)));
  return sites.flatMap((site, at) => (site === undefined ? [] : [{ site, lane: lanes[at] }]));
}

/** What only a lost table knew of is left to people, who must find it. */
async function unlisted(
  { desk, clusters }: World,
  ours: readonly StoredMonitor[],
  told: readonly Told[],
): Promise<readonly string[]> {
  const nobodys = ours.filter(
    ({ url, status }) => status !== 'PAUSED' && told.every(({ site }) => site.host !== hostOfUrl(url)),
  );
  if (nobodys.length === 0 || [...clusters.values()].some(({ isLost }) => isLost)) return [];
  const { unclaimedMonitors = [] } = await desk.sites();
  const listed = new Set(unclaimedMonitors.map(({ id }) => id));
  return nobodys.flatMap(({ id, url }) => (listed.has(String(id)) ? [] : [`nobody sees the monitor ${id} of ${url}`]));
}

/** For which a site may wait for a person, or for another part. */
const lastingReasons: ReadonlySet<string> = new Set([
  'MonitorPaused',
  'OwnershipLost',
  'PlanForbids',
  'PolicyForbids',
  'Held',
]);

function wrongOf(world: World, { site, lane }: Told, ours: readonly StoredMonitor[]): readonly string[] {
  const { host, wish } = site;
  const said = lane?.conditions[0];
  if (said === undefined) return [`${host} has no word of its monitor`];
  const { reason, message } = said;
  const here = ours.filter(({ url }) => hostOfUrl(url) === host);
  // What is left of another record set of the name is paused.
  const monitor = here.find(({ status }) => status !== 'PAUSED') ?? here[0];
  const isFull = world.outside.uptime.monitors().length >= world.outside.uptime.mostMonitors;
  if (said.status === 'True') {
    if (monitor === undefined) return [`${host} is said to be watched, and is not`];
    const isAsWished =
      monitor.interval === wish.monitor?.intervalSeconds && monitor.url.startsWith(`${wish.monitor.scheme}:`);
    const isPaused = monitor.status === 'PAUSED' && !message.includes('watches the same URL');
    if (isPaused) return [`${host} is said to be watched by a monitor that is paused`];
    if (isAsWished || message.includes('watches the same URL')) return [];
    return [`${monitor.url} is checked every ${monitor.interval} s, not every ${wish.monitor?.intervalSeconds} s`];
  }
  const byHand = monitor !== undefined && world.outside.uptime.isPausedByHand(monitor.id);
  // Who paused it is known by a row only.
  if (reason === 'MonitorPaused' && (byHand || world.store.restores > 0)) return [];
  if (lastingReasons.has(reason) || (reason === 'QuotaReached' && isFull)) return [];
  if (world.configuration.mode !== 'sync' || reason === 'Observing') return [];
  if (reason === 'Waiting' && /is not (everywhere|attached) yet|are not everywhere yet/.test(message)) return [];
  return [`${host} is not watched: ${reason} ${message}`];
}

/** That is to stay although its site went; a person may have started it. */
function isLeft({ configuration }: World, one: StoredMonitor, told: readonly Told[]): boolean {
  const tag = ourTag(configuration, one);
  return configuration.monitors?.afterRelease === 'never' && told.every(({ site }) => siteTag(site) !== tag);
}

const duplicates = (ours: readonly StoredMonitor[]): readonly string[] =>
  ours
    .filter(({ status }) => status !== 'PAUSED')
    .flatMap(({ url }, at, all) => (all.findIndex((one) => one.url === url) < at ? [url] : []));

/** What is not watched any more rings no bell, and goes where it may. */
function leftOver(world: World, { url, status }: StoredMonitor, told: readonly Told[]): readonly string[] {
  const { configuration, clusters, store } = world;
  const here = told.filter(({ site }) => site.host === hostOfUrl(url) && site.view === 'public');
  if (here.some(({ site }) => isToBeWatched(site)) || configuration.mode !== 'sync') return [];
  // Nobody lets go what a cluster has that is never heard again; what only a lost table knew of is nobody's.
  const isKept = here.length > 0 ? [...clusters.values()].some(({ isLost }) => isLost) : store.restores > 0;
  const isReleasing = ({ lane }: Told): boolean => lane?.conditions[0]?.reason === 'Releasing';
  if (isKept || here.some((one) => one.site.wish.monitor !== undefined && !isReleasing(one))) return [];
  if (status !== 'PAUSED') return [`${url} is still watched`];
  const isPending = here.some(({ site }) => site.release !== undefined);
  if (isPending || configuration.monitors?.afterRelease === 'never') return [];
  return [`the monitor of ${url} is still there`];
}
