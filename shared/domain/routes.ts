import type { IngressRouteKind, RouteKind } from './kinds.ts';
import type { ObjectMeta, OversizedAnnotation, StatusAddress } from './object-meta.ts';

/** A route of the Gateway API, with the Gateways and ListenerSets that it names (API reference, "HTTPRoute" and others). */
export interface Route extends ObjectMeta {
  readonly kind: RouteKind;
  readonly hostnames: readonly string[];
  readonly parentRefs: readonly ParentRef[];
  /** `status.parents`, one for each controller that has a word to say. */
  readonly parentStatuses: readonly ParentStatus[];
  /** Those of `parentRefs` that exist, each once. */
  readonly parents: readonly RouteParent[];
  /** Of its namespace, those that a parent's selector asks for. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/** Which parent a route asks for, with the API's defaults filled in. */
export interface ParentRef {
  /** `apiGroup/kind`: any kind that somebody may write. */
  readonly of: string;
  /** `namespace/name` */
  readonly key: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface ParentStatus extends ParentRef {
  /** The condition `Accepted`; absent: not there. */
  readonly accepted?: Accepted;
}

export interface Accepted {
  /** True, False or Unknown. */
  readonly status: string;
  readonly reason?: string;
}

/** A Gateway, or a ListenerSet with the Gateway that it extends. */
export interface RouteParent {
  /** `apiGroup/kind` */
  readonly of: string;
  readonly key: string;
  /** Those that a route may have its target from. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly oversized?: readonly OversizedAnnotation[];
  readonly listeners: readonly Listener[];
  /** Of a ListenerSet: what its Gateway's controller says of it. */
  readonly accepted?: Accepted;
  /** Absent: the ListenerSet's Gateway does not exist. */
  readonly gateway?: GatewayHead;
}

export interface GatewayHead {
  readonly key: string;
  readonly className?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly oversized?: readonly OversizedAnnotation[];
  readonly addresses: readonly StatusAddress[];
}

export interface Listener {
  readonly name: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly protocol: string;
  /** `allowedRoutes.namespaces.from`: Same where nothing is said. */
  readonly from?: string;
  readonly selector?: LabelSelector;
  /** Those that it shows, as `namespace/name`; absent: it ends no TLS. */
  readonly secrets?: readonly string[];
  /** `allowedRoutes.kinds` as `apiGroup/kind`; absent: those that go with the protocol. */
  readonly kinds?: readonly string[];
}

/** Kubernetes, "Labels and Selectors", set-based requirements. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelRequirement[];
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Traefik's IngressRoute, with the Services that Traefik is reached through (Traefik, "Kubernetes CRD"). */
export interface IngressRoute extends ObjectMeta {
  readonly kind: IngressRouteKind;
  readonly entryPoints: readonly string[];
  /** `routes[].match` */
  readonly matches: readonly string[];
  readonly tls?: { readonly secretName?: string; readonly certResolver?: string };
  /** Those of all its rules, as `namespace/name`, or as they are where they name their provider. */
  readonly middlewares?: readonly string[];
  readonly entrances: readonly Entrance[];
}

/** A Service of type LoadBalancer before Traefik. */
export interface Entrance {
  readonly key: string;
  /** Names of its ports: with Traefik's own chart the entry points. */
  readonly entryPoints: readonly string[];
  readonly externalIPs: readonly string[];
  readonly addresses: readonly StatusAddress[];
}
