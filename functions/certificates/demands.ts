import { holdOver } from '#shared/domain/hold.ts';
import { splitKey } from '#shared/domain/keys.ts';
import { policyOf } from '#shared/domain/policy-of.ts';
import type { TlsWish } from '#shared/domain/site.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { placeText } from './lane-rows.ts';
import type { Demand } from './plan/lane-state.ts';
import type { LaneWork } from './work.ts';

/** The edges that a site is to be served at: its own, and the one that it moves to. */
export const edgesOfSite = ({ state, wish, moving }: SiteRow): readonly string[] =>
  state === 'dying' ? [] : [...new Set([wish.edge, ...(moving === undefined ? [] : [moving.edge])])];

/** Views and set identifiers of a host are one demand: where one of them may be served all may. */
export function demandsOf(work: LaneWork): readonly Demand[] {
  const demands = new Map<string, Demand>();
  for (const { site } of work.sites) {
    for (const edge of edgesOfSite(site)) {
      if (!work.edges.some(({ name }) => name === edge)) continue;
      const one = demandOf(work, site, edge);
      const other = demands.get(placeText(one));
      demands.set(placeText(one), other === undefined ? one : together(other, one));
    }
  }
  return [...demands.values()];
}

function demandOf({ configuration, holds, drain }: LaneWork, site: SiteRow, edge: string): Demand {
  const { host, cluster, holder, wish, moving, createdMs } = site;
  const zone = configuration.zones.find(({ id }) => id === wish.zone);
  const isHeld = holdOver({ host, cluster, wish: { edge, zone: wish.zone } }, holds, {
    configuration,
    nowMs: drain.now(),
  });
  const isObserved = policyOf(configuration, zone, { host, edge }) === 'observe';
  const stopped = isHeld === undefined ? (isObserved ? 'Observing' : undefined) : 'Held';
  const tls = moving?.edge === edge ? moving.tls : wish.tls;
  return {
    host,
    edge,
    namespace: `${cluster}/${splitKey(holder.key).namespace}`,
    sinceMs: createdMs,
    ...(stopped === undefined ? {} : { stopped }),
    ...(tls?.managedBy === 'acm' ? { certificateArn: tls.certificateArn } : {}),
    ...keptBy(tls),
  };
}

function keptBy(tls: TlsWish | undefined): Pick<Demand, 'elsewhere' | 'isUnknown'> {
  const elsewhere = keeperOf(tls);
  if (elsewhere !== undefined) return { elsewhere };
  return tls?.managedBy === 'unknown' ? { elsewhere: 'nobody known', isUnknown: true } : {};
}

/** Who else is known to keep the certificate, as people read it. */
export function keeperOf(tls: TlsWish | undefined): string | undefined {
  if (tls === undefined || tls.managedBy === 'acm' || tls.managedBy === 'unknown') return undefined;
  return `${tls.managedBy === 'elsewhere' ? 'somebody else' : tls.managedBy} (${tls.detail})`;
}

function together(a: Demand, b: Demand): Demand {
  const [first, second] =
    a.sinceMs < b.sinceMs || (a.sinceMs === b.sinceMs && a.namespace <= b.namespace) ? [a, b] : [b, a];
  const { stopped, elsewhere: _first, isUnknown: _unknown, ...rest } = first;
  const certificateArn = first.certificateArn ?? second.certificateArn;
  return {
    ...rest,
    ...(certificateArn === undefined ? {} : { certificateArn }),
    ...(stopped === undefined || second.stopped === undefined ? {} : { stopped }),
    ...keptElsewhere(first, second),
  };
}

/** Both are; who is known to keep it goes before who is not. */
function keptElsewhere(first: Demand, second: Demand): Pick<Demand, 'elsewhere' | 'isUnknown'> {
  if (first.elsewhere === undefined || second.elsewhere === undefined) return {};
  const { elsewhere, isUnknown } = first.isUnknown === true ? second : first;
  return { elsewhere: elsewhere ?? '', ...(isUnknown === undefined ? {} : { isUnknown }) };
}
