import type { KeyAlgorithm } from './certificate.ts';

/** Where the certificates of an edge come from, and how many there may be. */
export interface EdgeCertificates {
  /**
   * `acm`: requested from ACM and put on the load balancer's listeners; `annotate`: requested, and named to the controller
   * in the cluster that owns the load balancer; `issue-only`: requested, and put there by somebody else; `off`: none of our
   * business. Default `acm` where the load balancer is made by Firstlight or known by its ARN or tags, else `off`.
   */
  readonly mode: 'acm' | 'annotate' | 'issue-only' | 'off';
  /** One certificate for all names beneath a domain, or one for each host. Default `wildcard`. */
  readonly names: 'wildcard' | 'host';
  /** Of what is requested. Default `RSA_2048`. */
  readonly keyAlgorithm: KeyAlgorithm;
  /** ARNs of certificates that are not ours and may serve hosts of this edge, or any that fits. Default none. */
  readonly reuse: readonly string[] | 'any';
  /** On one load balancer, its default not counted (Elastic Load Balancing, "Quotas"). Default 25. */
  readonly most: number;
  /** Of these, requested for one namespace. Default four fifths of `most`; absent in documents of earlier versions: all. */
  readonly mostPerNamespace?: number;
  /** Requested for the hosts of one namespace within 365 days. Default 50. */
  readonly perNamespaceAndYear: number;
  /** How long a certificate of ours is kept that serves nothing, as a redeployment may want it back. Default 30. */
  readonly keepUnusedDays: number;
}

/** Certificates that one annotation of a Service names: ARNs of 88 characters at most, in a value of 4 KB (wire limits). */
export const mostAnnotated = 45;

/** Whether certificates are to be seen on the edge's load balancer, whoever puts them there. */
export const goOnLoadBalancer = ({ mode }: Pick<EdgeCertificates, 'mode'>): boolean =>
  mode === 'acm' || mode === 'annotate';

/** Of an edge that says nothing of them, in a document of a version that knew none. */
export const noCertificates: EdgeCertificates = {
  mode: 'off',
  names: 'wildcard',
  keyAlgorithm: 'RSA_2048',
  reuse: [],
  most: 25,
  perNamespaceAndYear: 50,
  keepUnusedDays: 30,
};
