import type { ClusterKind, certManagerKind, endpointMonitorKind, KindId, middlewareKinds } from './kinds.ts';
import type { ObjectMeta, StatusAddress } from './object-meta.ts';
import type { Reason } from './reasons.ts';
import type { IngressRoute, Route } from './routes.ts';

/**
 * What the forwarder says of a cluster's objects: trimmed raw fields. Their meaning is given in claims, so that a mended
 * reading needs no new forwarder. Within a kind, `form` tells a whole object from one that could only be named.
 */
export type ProjectedObject =
  | HostObject
  | IngressClass
  | Namespace
  | EndpointMonitor
  | Middleware
  | CertManagerCertificate
  | Source
  | File
  | Stub;

/** Those that may name hosts. */
export type HostObject = Ingress | LoadBalancer | Route | IngressRoute;

export interface IngressRule {
  readonly host?: string;
  readonly paths?: readonly string[];
}

export interface IngressTls {
  readonly hosts: readonly string[];
  readonly secretName?: string;
}

export interface Ingress extends ObjectMeta {
  readonly kind: 'networking.k8s.io/Ingress';
  /** `spec.ingressClassName`; the class of old is the annotation `kubernetes.io/ingress.class`. */
  readonly className?: string;
  readonly rules: readonly IngressRule[];
  readonly tls: readonly IngressTls[];
  readonly addresses: readonly StatusAddress[];
}

export interface LoadBalancerPort {
  readonly port: number;
  readonly protocol?: string;
  readonly name?: string;
}

/** A Service of type LoadBalancer, or one of another type that carries a host name annotation (to say that it is unsupported). */
export interface LoadBalancer extends ObjectMeta {
  readonly kind: '/Service';
  /** `spec.type` as written; Kubernetes reads a missing one as ClusterIP, which is what stands here then. */
  readonly type: string;
  readonly loadBalancerClass?: string;
  readonly externalIPs: readonly string[];
  readonly clusterIP?: string;
  readonly ports: readonly LoadBalancerPort[];
  readonly addresses: readonly StatusAddress[];
}

/** Whether it is the default class is its annotation `ingressclass.kubernetes.io/is-default-class`. */
export interface IngressClass extends ObjectMeta {
  readonly kind: 'networking.k8s.io/IngressClass';
  readonly controller?: string;
}

export interface Namespace extends ObjectMeta {
  readonly kind: '/Namespace';
  readonly phase?: string;
  readonly deletionTimestamp?: string;
}

/** How a URL, or the hosts of an Ingress of its namespace, are to be watched (stakater/IngressMonitorController, api/v1alpha1). */
export interface EndpointMonitor extends ObjectMeta {
  readonly kind: typeof endpointMonitorKind;
  readonly url?: string;
  /** `spec.urlFrom.ingressRef.name` */
  readonly ingress?: string;
  readonly forceHttps?: boolean;
  readonly healthEndpoint?: string;
  /** `spec.uptimeRobotConfig`, numbers as text. */
  readonly uptimeRobot: Readonly<Record<string, string>>;
}

/** What stands before an application (Traefik, "Kubernetes CRD", Middleware), as far as it asks for a login. */
export interface Middleware extends ObjectMeta {
  readonly kind: (typeof middlewareKinds)[number];
  readonly login?: 'forwardAuth' | 'basicAuth' | 'digestAuth';
  /** Those that it puts in a row, as `namespace/name`, or as they are where they name their provider. */
  readonly chain: readonly string[];
}

/** A certificate that cert-manager keeps in a Secret of its namespace (cert-manager, API reference, "Certificate"). */
export interface CertManagerCertificate extends ObjectMeta {
  readonly kind: typeof certManagerKind;
  readonly secretName?: string;
  readonly dnsNames: readonly string[];
  readonly commonName?: string;
  readonly issuerKind?: string;
  readonly issuerName?: string;
}

/** forbidden: cannot be read, so what is known stands still; absent, off: there is none, which empties the kind. */
export type SourceState = 'listed' | 'forbidden' | 'absent' | 'off';

/** The state of one kind at its source, itself an object; its key is `/` + the kind's id: `/networking.k8s.io/Ingress`. */
export interface Source {
  readonly kind: 'firstlight.dev/Source';
  readonly form: 'full';
  readonly key: string;
  readonly of: KindId;
  readonly state: SourceState;
  /** ISO 8601 UTC: since when this process has seen this state. */
  readonly since: string;
  readonly message?: string;
}

/**
 * A document of a manifest directory that became no object, or not the object it was meant to be. Its key is
 * `/<path>#<n>`, n counting the documents of the file from 1; it goes when the document is mended.
 */
export interface File {
  readonly kind: 'firstlight.dev/File';
  readonly form: 'full';
  readonly key: string;
  readonly reason: Extract<Reason, 'Unparsable' | 'InvalidObject' | 'DuplicateObject' | 'UnsupportedKind'>;
  readonly message: string;
}

/**
 * An object that can only be named: it keeps the claims it had and adds none, since it is there and what it asks for is
 * unknown.
 */
export interface Stub {
  readonly kind: ClusterKind;
  readonly form: 'stub';
  readonly key: string;
  readonly apiVersion: string;
  readonly uid?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly reason: Extract<Reason, 'TooLarge' | 'RetiredApiVersion' | 'InvalidObject'>;
  readonly message: string;
}
