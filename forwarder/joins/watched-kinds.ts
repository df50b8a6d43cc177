import type { ClusterKind } from '#shared/domain/kinds.ts';

/** Kinds that are watched only because routes refer to them. */
export const parentKinds = [
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/ListenerSet',
  'gateway.networking.x-k8s.io/XListenerSet',
] as const;

export type ParentKind = (typeof parentKinds)[number];

export const isParentKind = (id: string): id is ParentKind => parentKinds.some((one) => one === id);

/** `apiGroup/kind` of every kind that a source watches: those that are spoken of, and those that are only joined to them. */
export type WatchedId = ClusterKind | ParentKind;

/** A kind as the API serves it. */
export interface WatchedKind {
  readonly id: WatchedId;
  readonly apiGroup: string;
  readonly kind: string;
  /** As in the API's paths: `ingresses`. */
  readonly plural: string;
  /** The versions that can be read, the one to ask for first. */
  readonly versions: readonly [string, ...string[]];
  readonly namespaced: boolean;
  /** Defined by a CustomResourceDefinition, `<plural>.<apiGroup>`: it may come, go, and be served in other versions. */
  readonly customResource: boolean;
}

const networking = 'networking.k8s.io';
const gatewayApi = 'gateway.networking.k8s.io';
const builtIn = { namespaced: true, customResource: false } as const;
const custom = { namespaced: true, customResource: true } as const;

/**
 * Versions: Gateway API, "Versioning" and the release notes of v1.0 to v1.6; Traefik, "Kubernetes CRD" of v2 and v3;
 * stakater/IngressMonitorController, api/v1alpha1; cert-manager, "API reference".
 */
export const watchedKinds: readonly WatchedKind[] = [
  { ...kindOf(networking, 'Ingress'), plural: 'ingresses', versions: ['v1'], ...builtIn },
  { ...kindOf('', 'Service'), plural: 'services', versions: ['v1'], ...builtIn },
  { ...kindOf(networking, 'IngressClass'), plural: 'ingressclasses', versions: ['v1'], ...builtIn, namespaced: false },
  { ...kindOf('', 'Namespace'), plural: 'namespaces', versions: ['v1'], ...builtIn, namespaced: false },
  { ...kindOf(gatewayApi, 'HTTPRoute'), plural: 'httproutes', versions: ['v1', 'v1beta1'], ...custom },
  { ...kindOf(gatewayApi, 'GRPCRoute'), plural: 'grpcroutes', versions: ['v1', 'v1alpha2'], ...custom },
  { ...kindOf(gatewayApi, 'TLSRoute'), plural: 'tlsroutes', versions: ['v1', 'v1alpha3', 'v1alpha2'], ...custom },
  { ...kindOf(gatewayApi, 'Gateway'), plural: 'gateways', versions: ['v1', 'v1beta1'], ...custom },
  { ...kindOf(gatewayApi, 'ListenerSet'), plural: 'listenersets', versions: ['v1'], ...custom },
  {
    ...kindOf('gateway.networking.x-k8s.io', 'XListenerSet'),
    plural: 'xlistenersets',
    versions: ['v1alpha1'],
    ...custom,
  },
  { ...kindOf('traefik.io', 'IngressRoute'), plural: 'ingressroutes', versions: ['v1alpha1'], ...custom },
  { ...kindOf('traefik.containo.us', 'IngressRoute'), plural: 'ingressroutes', versions: ['v1alpha1'], ...custom },
  {
    ...kindOf('endpointmonitor.stakater.com', 'EndpointMonitor'),
    plural: 'endpointmonitors',
    versions: ['v1alpha1'],
    ...custom,
  },
  { ...kindOf('traefik.io', 'Middleware'), plural: 'middlewares', versions: ['v1alpha1'], ...custom },
  { ...kindOf('traefik.containo.us', 'Middleware'), plural: 'middlewares', versions: ['v1alpha1'], ...custom },
  { ...kindOf('cert-manager.io', 'Certificate'), plural: 'certificates', versions: ['v1'], ...custom },
];

export const watchedIds: readonly WatchedId[] = watchedKinds.map(({ id }) => id);

function kindOf<Group extends string, Kind extends string>(apiGroup: Group, kind: Kind) {
  return { id: `${apiGroup}/${kind}` as const, apiGroup, kind };
}
