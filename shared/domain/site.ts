import type { View } from './configuration.ts';
import type { MonitorWish } from './monitor-wish.ts';
import type { AliasTarget, RoutingPolicy } from './record.ts';

/** The identity of a site: one name that should be reachable. `setIdentifier` is '' when there is none. */
export interface SiteKey {
  readonly host: string;
  readonly view: View;
  readonly setIdentifier: string;
}

/** The object a claim comes from; `key` is `namespace/name`. */
export interface ObjectRef {
  readonly cluster: string;
  readonly apiGroup: string;
  readonly kind: string;
  readonly key: string;
}

/** Where a site's records point. `dualStack` says that an alias answers AAAA too. */
export type Target =
  | { readonly kind: 'alias'; readonly alias: AliasTarget; readonly dualStack: boolean }
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'name'; readonly name: string };

/** The old place keeps a site for a certificate at most this long: one that is not there by then may never come. */
export const moveLimitMs = 30 * 60_000;

/** What the holder wishes for its site; the part whose change raises the site's generation. */
export interface SiteWish {
  readonly edge: string;
  /** Id of the hosted zone that is to carry the records. */
  readonly zone: string;
  /** Unknown until the load balancer has an address; an address that disappears keeps the last known target. */
  readonly target?: Target;
  readonly ttlSeconds: number;
  /** Only where the site has a set identifier. */
  readonly routing?: RoutingPolicy;
  readonly healthCheckId?: string;
  /** TXT owner id of the cluster. */
  readonly ownerId: string;
  /** TXT resource in external-dns's form: `ingress/namespace/name`. */
  readonly resource: string;
  /** Where its certificate comes from, if not simply from ACM where the edge has certificates from there. */
  readonly tls?: TlsWish;
  /** How it is to be watched from outside; absent: not at all. Its account's lane has a row of the site then. */
  readonly monitor?: MonitorWish;
  /** Channels that hear of it, where its object chooses; none: nobody. */
  readonly alerts?: readonly string[];
}

/**
 * A certificate in ACM that somebody else made and the object names, or one that somebody else keeps in the cluster:
 * `detail` says for people where, as in `ClusterIssuer letsencrypt, Secret shop/shop-tls`. Unknown: nobody can tell as long
 * as it has no address, which may lead to the load balancer of its edge or past it.
 */
export type TlsWish =
  | { readonly managedBy: 'acm'; readonly certificateArn: string }
  | { readonly managedBy: 'cert-manager' | 'traefik' | 'elsewhere'; readonly detail: string }
  | { readonly managedBy: 'unknown' };

/** Whether somebody else is known to keep the certificate: nothing of it is to be waited for. */
export const isKeptElsewhere = (tls: TlsWish | undefined): boolean =>
  tls !== undefined && tls.managedBy !== 'acm' && tls.managedBy !== 'unknown';

export const siteText = (site: SiteKey): string =>
  `${site.host}/${site.view}${site.setIdentifier === '' ? '' : `/${site.setIdentifier}`}`;
/** As people read it beside its view: `app.example.com (blue)`. */
export const titleOf = ({ host, setIdentifier }: Pick<SiteKey, 'host' | 'setIdentifier'>): string =>
  setIdentifier === '' ? host : `${host} (${setIdentifier})`;
export const refText = (ref: ObjectRef): string => `${ref.kind}/${ref.key}`;
export const sameRef = (a: ObjectRef, b: ObjectRef): boolean =>
  a.cluster === b.cluster && a.apiGroup === b.apiGroup && a.kind === b.kind && a.key === b.key;
