import type { Listener } from '#local/cloud/elbv2/load-balancer.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { isKeptElsewhere, moveLimitMs, type SiteKey, type SiteWish, siteText } from '#shared/domain/site.ts';
import { certificatesLane, isCertificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { type LaneRow, lanePrefix, members, type SiteRow, siteKey, sitePrefix } from '#shared/rows/site-rows.ts';
import { coverOf } from '../../../functions/certificates/plan/cover.ts';
import type { World } from '../world/world.ts';
import { isOn } from './certificates-safe.ts';
import type { Goal, Invariant } from './invariant.ts';

const isAttached = (conditions: readonly { type: string; status: string; reason: string }[]): boolean =>
  conditions.some(
    ({ type, status, reason }) => type === 'CertificateReady' && status === 'True' && reason === 'Attached',
  );

/**
 * Nobody is told that a certificate serves a host before its listeners show it: those of the edge as the drain knows it,
 * which goes on under the configuration that it began with.
 */
export const attachedWhenShown: Invariant = {
  name: 'a certificate is called attached only when it is shown',
  watch(world, { violated, mirror }) {
    const known = new Map<string, Configuration | undefined>();
    const wished = new Map<string, SiteRow>();
    world.store.onNewLife(() => wished.clear());
    world.store.onCommit(({ actions, by }) => {
      const puts = actions.filter((action) => action.action === 'put');
      for (const { key, row } of puts)
        if (key.sk.startsWith(sitePrefix)) wished.set(wishText(row as SiteRow), row as SiteRow);
      for (const action of puts) {
        if (action.key.sk === 'state' && !known.has(by)) known.set(by, mirror.configuration?.document);
        if (!action.key.sk.startsWith(lanePrefix)) continue;
        const { site, lane, conditions, generation } = action.row as LaneRow;
        if (!isCertificatesLane(lane) || !isAttached(conditions)) continue;
        // What is said of a wish of before is said of that one.
        const row = wished.get(wishText({ ...site, generation })) ?? mirror.row(siteKey(site));
        // It is read a moment after the lease was taken.
        const configurations = [known.get(by), mirror.configuration?.document].filter((one) => hasEdge(one, row));
        if (row === undefined || configurations.length === 0) continue;
        if (!configurations.some((one) => isShown(world, row, one))) {
          violated(`${by} says that ${site.host} is served on ${row.wish.edge}`);
        }
      }
    });
  },
};

const wishText = (row: SiteKey & Pick<SiteRow, 'generation'>): string => `${siteText(row)} ${row.generation}`;

const hasEdge = (configuration: Configuration | undefined, row: SiteRow | undefined): boolean =>
  configuration?.edges.some(({ name }) => name === row?.wish.edge) === true;

/**
 * A name leaves a load balancer that shows its certificate, or what somebody else serves it by, for another load balancer
 * of its edge only when that shows one, too.
 */
export const movedWhenShown: Invariant = {
  name: 'a name moves to a load balancer that shows its certificate',
  watch(world, { violated }) {
    const seen = new Map<string, SiteRow>();
    const stoodSinceMs = new Map<string, number>();
    world.store.onNewLife(() => {
      seen.clear();
      stoodSinceMs.clear();
    });
    world.store.onCommit(({ actions, by, nowMs }) => {
      for (const action of actions) {
        if (action.action !== 'put') continue;
        if (action.key.sk.startsWith(lanePrefix)) {
          const { site, applied } = action.row as LaneRow;
          const text = siteText(site);
          if (applied) stoodSinceMs.set(text, stoodSinceMs.get(text) ?? nowMs);
        }
        if (!action.key.sk.startsWith(sitePrefix)) continue;
        const row = action.row as SiteRow;
        const before = seen.get(siteText(row));
        seen.set(siteText(row), row);
        const stood = nowMs - (stoodSinceMs.get(siteText(row)) ?? nowMs) > settledMs;
        if (before !== undefined && stood && isTorn(world, before, row, nowMs))
          violated(`${by} lets ${row.host} lead to ${dnsNameOf(row.wish)}, which does not show its certificate`);
      }
    });
  },
};

/** Who decided on what stood may not have heard of what was written meanwhile. */
const settledMs = 150_000;
const skewMs = 5_000;

function isTorn(world: World, before: SiteRow, after: SiteRow, nowMs: number): boolean {
  const isOver = before.moving !== undefined && nowMs - before.moving.sinceMs >= moveLimitMs - skewMs;
  const isLive = [before, after].every(({ state }) => state === 'live') && after.wish.tls === undefined;
  const [from, to] = [before, after].map(({ wish }) => dnsNameOf(wish));
  if (isOver || !isLive || to === undefined || from === to || before.wish.edge !== after.wish.edge) return false;
  const shows = (name: string | undefined): boolean => {
    const balancer = world.tls.elbv2.loadBalancers().find(({ dnsName }) => dnsName === name);
    return balancer !== undefined && isShownBy(world, after.host, (one) => balancer.listeners.includes(one));
  };
  const edge = world.configuration.edges.find(({ name }) => name === after.wish.edge);
  const wasServed = isKeptElsewhere(before.wish.tls) || shows(from);
  return wasServed && !shows(to) && edge?.certificates.mode === 'acm';
}

/** Every site of an edge with certificates is told how its own stands, and none is kept by one once it has ended. */
export const certificatesTold: Goal = {
  name: 'sites are told of their certificates, and end',
  async missing({ desk, configuration, store }) {
    const { sites } = await desk.sites();
    const edges = configuration.edges.filter(({ certificates }) => certificates.mode !== 'off');
    const untold = sites.filter(
      ({ edge, conditions }) =>
        edges.some(({ name }) => name === edge) &&
        conditions.some(({ type, reason }) => type === 'DnsReady' && reason === 'InSync') &&
        !conditions.some(({ type }) => type === 'CertificateReady'),
    );
    const lanes = new Set(edges.flatMap((edge) => certificatesLane(edge, configuration) ?? []));
    const listed = await Promise.all([...lanes].map((lane) => store.truth.query(members(lane))));
    const rows = await store.truth.getMany(listed.flat().map(({ row }) => siteKey(row.site)));
    return [
      ...untold.map(({ host, edge }) => `${host} on ${edge} has no word of its certificate`),
      ...rows.flatMap((row) => (row?.state === 'dying' ? [`${row.host} ended, and is still there`] : [])),
    ];
  },
};

/** By the load balancer of its edge, or by the one that its name leads to. */
function isShown(world: World, { host, wish }: SiteRow, configuration: Configuration | undefined): boolean {
  const edge = configuration?.edges.find(({ name }) => name === wish.edge);
  const ofEdge = ({ arn }: Listener): boolean => edge !== undefined && isOn(edge, arn);
  const balancer = world.tls.elbv2.loadBalancers().find(({ dnsName }) => dnsName === dnsNameOf(wish));
  if (isShownBy(world, host, ofEdge)) return true;
  return balancer !== undefined && isShownBy(world, host, (one) => balancer.listeners.includes(one));
}

const dnsNameOf = ({ target }: SiteWish): string | undefined =>
  target?.kind === 'alias' ? target.alias.dnsName : target?.kind === 'name' ? target.name : undefined;

function isShownBy({ tls: { acm, elbv2 }, engine }: World, host: string, where: (one: Listener) => boolean): boolean {
  const nowMs = engine.scheduler.now();
  const listeners = elbv2
    .loadBalancers()
    .flatMap((one) => one.listeners)
    .filter((one) => one.protocol === 'HTTPS' && where(one));
  return listeners.every(({ arn }) =>
    elbv2.shownBy(arn, nowMs)?.listed.some((certificate) => {
      const known = acm.certificate(certificate, nowMs);
      return known?.status === 'ISSUED' && coverOf(known.names, host) !== undefined;
    }),
  );
}
