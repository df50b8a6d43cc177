import type { CreatedLoadBalancer } from '#shared/domain/edge-target.ts';

/** What is known of an edge when the values of what stands behind it are written. */
export interface Behind {
  readonly edge: string;
  /** The class that leads there. */
  readonly className: string;
  /** The Gateway that leads there, as `namespace/name`. */
  readonly gateway?: string;
  readonly create: CreatedLoadBalancer;
}

/** What an ingress controller is told, and its Service, to which target groups are bound. */
export interface Values {
  /** Values of the controller's Helm chart; of Envoy Gateway a `List` of manifests. */
  readonly values: object;
  readonly service: BoundService;
}

export interface BoundService {
  readonly namespace: string;
  readonly name: string;
  /** Names or numbers of its ports: for what came by TLS, and for plain HTTP. */
  readonly decrypted: string | number;
  readonly plain: string | number;
}
