import type { ClusterKind } from '#shared/domain/kinds.ts';

/** `apiGroup/kind` of every kind that a source watches: those that are spoken of, and those that are only joined to them. */
export type WatchedId = ClusterKind;

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

export const watchedKinds: readonly WatchedKind[] = [
  builtIn(networking, 'Ingress', { plural: 'ingresses', namespaced: true }),
  builtIn('', 'Service', { plural: 'services', namespaced: true }),
  builtIn(networking, 'IngressClass', { plural: 'ingressclasses', namespaced: false }),
  builtIn('', 'Namespace', { plural: 'namespaces', namespaced: false }),
];

export const watchedIds: readonly WatchedId[] = watchedKinds.map(({ id }) => id);

function builtIn<Group extends string, Kind extends string>(
  apiGroup: Group,
  kind: Kind,
  rest: Pick<WatchedKind, 'plural' | 'namespaced'>,
) {
  return {
    id: `${apiGroup}/${kind}` as const,
    apiGroup,
    kind,
    versions: ['v1'] as const,
    customResource: false,
    ...rest,
  };
}
