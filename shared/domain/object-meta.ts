/** Something a field holds that could not be taken over; the rest of the object stands. */
export interface FieldProblem {
  /** Path as a person would write it: `spec.rules[2].host`. */
  readonly field: string;
  readonly message: string;
}

/** An annotation whose value is not carried because it is over the limit: claims made through it are kept, none added. */
export interface OversizedAnnotation {
  readonly name: string;
  readonly bytes: number;
}

/** What every object from the cluster carries. Manifests know neither `uid` nor `creationTimestamp` nor `generation`. */
export interface ObjectMeta {
  readonly form: 'full';
  /** `namespace/name`, cluster-scoped `/name`. */
  readonly key: string;
  /** As written in the object: `networking.k8s.io/v1`. */
  readonly apiVersion: string;
  readonly uid?: string;
  readonly generation?: number;
  /** ISO 8601, as in the object. */
  readonly creationTimestamp?: string;
  /** Only those with a prefix in use, each at most 4 KB. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Only those with a prefix in use; of a namespace all. */
  readonly labels: Readonly<Record<string, string>>;
  readonly oversized?: readonly OversizedAnnotation[];
  readonly problems?: readonly FieldProblem[];
}

/** One entry of `status.loadBalancer.ingress`, or of a Gateway's `status.addresses`. */
export interface StatusAddress {
  readonly ip?: string;
  readonly hostname?: string;
}
