/** Routes of the Gateway API that name hosts. */
export const routeKinds = [
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/TLSRoute',
] as const;

/** Traefik's own kind for HTTP, under the group of v3 and the one of before. */
export const ingressRouteKinds = ['traefik.io/IngressRoute', 'traefik.containo.us/IngressRoute'] as const;

/** IngressMonitorController's own kind: it names no host, but says how one is watched. */
export const endpointMonitorKind = 'endpointmonitor.stakater.com/EndpointMonitor';

/** Of Traefik: whether one asks for a login decides what a check of the names behind it may expect. */
export const middlewareKinds = ['traefik.io/Middleware', 'traefik.containo.us/Middleware'] as const;

/** cert-manager's: whose Secret it fills, and for which names, says who keeps the certificate of a host. */
export const certManagerKind = 'cert-manager.io/Certificate';

/** They name no host, so no release has to wait for them. */
export const hostlessKinds: readonly string[] = [endpointMonitorKind, ...middlewareKinds, certManagerKind];

/** `apiGroup/kind` of every kind that is spoken of; the core group is the empty text. */
export const kindIds = [
  'networking.k8s.io/Ingress',
  '/Service',
  'networking.k8s.io/IngressClass',
  '/Namespace',
  ...routeKinds,
  ...ingressRouteKinds,
  endpointMonitorKind,
  ...middlewareKinds,
  certManagerKind,
  'firstlight.dev/Source',
  'firstlight.dev/File',
] as const;

export type KindId = (typeof kindIds)[number];
export type RouteKind = (typeof routeKinds)[number];
export type IngressRouteKind = (typeof ingressRouteKinds)[number];

/** The kinds that exist in a cluster; the others are ours. */
export type ClusterKind = Exclude<KindId, `firstlight.dev/${string}`>;

export const isKindId = (text: string): text is KindId => (kindIds as readonly string[]).includes(text);

export const kindIdOf = (apiGroup: string, kind: string): string => `${apiGroup}/${kind}`;

/** `networking.k8s.io/Ingress` → its group and kind. */
export function splitKindId(id: KindId): { readonly apiGroup: string; readonly kind: string } {
  const at = id.lastIndexOf('/');
  return { apiGroup: id.slice(0, at), kind: id.slice(at + 1) };
}
