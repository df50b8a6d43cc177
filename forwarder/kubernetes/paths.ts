import type { WatchedKind } from '../joins/watched-kinds.ts';

/** Where all objects of a kind are listed and watched (Kubernetes API concepts, "Resource URIs"). */
export const collectionPath = ({ apiGroup, plural }: WatchedKind, version: string): string =>
  `${apiGroup === '' ? '/api' : `/apis/${apiGroup}`}/${version}/${plural}`;

export const definitionPath = (kind: WatchedKind): string =>
  `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${resourceName(kind)}`;

/** As kubectl and roles name it: `ingresses.networking.k8s.io`. */
export const resourceName = ({ apiGroup, plural }: WatchedKind): string =>
  apiGroup === '' ? plural : `${plural}.${apiGroup}`;
