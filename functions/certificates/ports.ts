import type { CertificateSummary, KeyAlgorithm, ObservedCertificate, Tags } from '#shared/domain/certificate.ts';
import type { ObservedListener, ObservedLoadBalancer } from '#shared/domain/load-balancer.ts';

/**
 * ACM in one account and region. One attempt per call, at most 10 s. Every method throws ThrottledError, RetryableError
 * (`ambiguous` when something may have been made) or PermanentError.
 */
export interface CertificateAuthority {
  /** All of them, ours or not, whatever their key: a page and where the next begins (ListCertificates). */
  list(from?: string): Promise<{ readonly certificates: readonly CertificateSummary[]; readonly next?: string }>;
  /** Undefined: there is none (DescribeCertificate). */
  describe(arn: string): Promise<ObservedCertificate | undefined>;
  /** Undefined: there is none (ListTagsForCertificate). */
  tags(arn: string): Promise<Tags | undefined>;
  /** DNS validation, never exportable (RequestCertificate). Returns the ARN; the same for the same token within the hour. */
  request(wish: CertificateRequest): Promise<string>;
  /** What is not there is deleted; `in-use`: something still uses it (DeleteCertificate). */
  delete(arn: string): Promise<'deleted' | 'in-use'>;
}

export interface CertificateRequest {
  /** The first becomes the common name: at most 64 octets. */
  readonly names: readonly [string, ...string[]];
  readonly keyAlgorithm: KeyAlgorithm;
  /** At most 32 word characters. */
  readonly token: string;
  readonly tags: Tags;
}

/** Elastic Load Balancing in one account and region, by one role; errors as of the authority. */
export interface LoadBalancers {
  /** Those of these ARNs that there are (DescribeLoadBalancers, DescribeTags). */
  describe(arns: readonly string[]): Promise<readonly ObservedLoadBalancer[]>;
  /** Undefined: there is no such load balancer (DescribeListeners). */
  listeners(loadBalancerArn: string): Promise<readonly ObservedListener[] | undefined>;
  /** ARNs of the SNI list, the default not counted; undefined: there is no such listener (DescribeListenerCertificates). */
  certificates(listenerArn: string): Promise<readonly string[] | undefined>;
  /**
   * Adding what is there succeeds (AddListenerCertificates). `not-found`: a fresh certificate that this service does not
   * see yet; `full`: the load balancer's quota; `gone`: no such listener.
   */
  add(listenerArn: string, certificateArn: string): Promise<'added' | 'not-found' | 'full' | 'gone'>;
  /** Removing what is not there succeeds (RemoveListenerCertificates). */
  remove(listenerArn: string, certificateArn: string): Promise<'removed' | 'gone'>;
}

/** Public DNS, asked as the world would ask it. */
export interface PublicDns {
  /** CAA records by RFC 8659's climb: of the name or its nearest ancestor that has any; empty: none up to the top. */
  caa(name: string): Promise<readonly { readonly tag: string; readonly value: string }[]>;
  /** What a name's CNAME leads to, without the final dot; undefined: there is none. */
  cname(name: string): Promise<string | undefined>;
  /** Name servers that the parent hands the zone to, without final dots; empty: it is delegated nowhere. */
  nameServers(zone: string): Promise<readonly string[]>;
  /** IPv4 and IPv6 addresses of a name; empty: it has none. */
  addresses(name: string): Promise<readonly string[]>;
}
