import type { StoredMonitor } from '#local/cloud/uptimerobot/monitor.ts';
import { isPrivateAddress } from '#shared/domain/address.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { certificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { noticeKey, noticeRows } from '#shared/rows/safety-rows.ts';
import { laneRowKey, type SiteRow } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import type { World } from '../world/world.ts';
import type { Mirror } from './mirror.ts';

/** The tag of its site on a monitor that carries ours; undefined: it is not ours. */
export function ourTag(
  { hub: { account, region } }: Pick<Configuration, 'hub'>,
  { tagNames }: Pick<StoredMonitor, 'tagNames'>,
): string | undefined {
  if (!tagNames.includes(`fl-${account}-${region}`)) return undefined;
  return tagNames.find((tag) => /^fl-[a-z2-7]{26}$/.test(tag));
}

export const hostOfUrl = (url: string): string => new URL(url).hostname;

/** That somebody outside can ask for, and that is to be watched: it is not in release. */
export const isToBeWatched = (site: SiteRow): boolean => site.release === undefined && isWatchable(site);

/** The same where what is in release stays as it is, since nothing may be deleted there, or a person holds. */
export function mayBeWatched(site: SiteRow, mirror: Mirror): boolean {
  const { configuration: stored, holds } = mirror;
  const configuration = stored?.document;
  const zone = configuration?.zones.find(({ id }) => id === site.wish.zone);
  const edge = configuration?.edges.find(({ name }) => name === site.wish.edge);
  // Without its zone or edge nothing of it is to be changed.
  const isLost = zone === undefined || (edge === undefined && site.wish.edge !== '');
  const isKept =
    isLost ||
    holds.length > 0 ||
    [configuration?.mode, zone.policy, edge?.policy ?? 'sync'].some((policy) => policy !== 'sync');
  return isKept || isStopped(site, mirror) ? isWatchable(site) : isToBeWatched(site);
}

/** The guard lets nothing go there. */
function isStopped({ cluster, wish }: SiteRow, mirror: Mirror): boolean {
  const scopes = [`cluster:${cluster}`, `edge:${wish.edge}`] as const;
  return scopes.some((scope) => mirror.row(noticeKey({ kind: 'GuardTripped', scope })) !== undefined);
}

/** To go, and still there so long after it was due that something holds it up; within a clock's error. */
export const isOverdue = ({ release }: SiteRow, nowMs: number, lateMs = 55_000): boolean =>
  release !== undefined && nowMs >= release.dueMs + lateMs;

/** That somebody outside can ask for, whatever is planned. */
export const isWatchable = ({ host, view, state, wish }: SiteRow): boolean =>
  view === 'public' &&
  !host.startsWith('*') &&
  state === 'live' &&
  wish.monitor !== undefined &&
  !(wish.target?.kind === 'addresses' && wish.target.addresses.every(isPrivateAddress));

/** Its records stand, and its certificate is shown where that is ours. */
export function isReady(mirror: Mirror, site: SiteRow, isTls: boolean): boolean {
  const isTrue = (lane: string): boolean => mirror.row(laneRowKey(site, lane))?.conditions[0]?.status === 'True';
  const document = mirror.configuration?.document;
  const edge = document?.edges.find(({ name }) => name === site.wish.edge);
  const lane = edge === undefined || document === undefined ? undefined : certificatesLane(edge, document);
  return isTrue(dnsLane(site.wish.zone)) && (!isTls || lane === undefined || isTrue(lane));
}

/** When something was so of each host of which a row was written: as far back as the table lives. */
export interface Times {
  /** Whether it was so at no moment from then until then. */
  never(host: string, fromMs: number, toMs: number): boolean;
}

export function keepTimes({ store }: World, mirror: Mirror, isSo: (site: SiteRow) => boolean): Times {
  const times = new Map<string, { readonly fromMs: number; toMs: number }[]>();
  store.onNewLife(() => times.clear());
  const look = (host: string, nowMs: number): void => {
    const known = times.get(host) ?? [];
    const last = known.at(-1);
    const lasts = last?.toMs === Number.POSITIVE_INFINITY;
    const is = mirror.sites(host).some(isSo);
    if (is && !lasts) times.set(host, [...known, { fromMs: nowMs, toMs: Number.POSITIVE_INFINITY }]);
    if (!is && lasts && last !== undefined) last.toMs = nowMs;
  };
  store.onCommit(({ actions, nowMs }) => {
    const hosts = actions.flatMap(({ key }) => (key.pk.startsWith('site#') ? [key.pk.split('#')[1] ?? ''] : []));
    const isOfAll = actions.some(({ key }) => key.pk === noticeRows.pk);
    for (const host of new Set(isOfAll ? [...hosts, ...times.keys()] : hosts)) look(host, nowMs);
  });
  return {
    never(host, fromMs, toMs) {
      // A table that was restored says more than what was written since.
      if (mirror.sites(host).some(isSo) && !times.has(host)) return false;
      return !(times.get(host) ?? []).some((one) => one.fromMs < toMs && one.toMs > fromMs);
    },
  };
}
