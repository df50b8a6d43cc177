/** Where the names of an edge lead: a load balancer, or IPv4 and IPv6 addresses, at least one. */
export type EdgeTarget = { readonly use: LoadBalancerInUse } | { readonly addresses: readonly string[] };

/** A load balancer as records and certificates need it. */
export interface LoadBalancerInUse {
  /** Its DNS name, lower case, no final dot, without a `dualstack.` in front. */
  readonly dnsName: string;
  /** The load balancer's canonical hosted zone id, `Z…` (not the id of one of your zones). */
  readonly hostedZoneId: string;
  /** Whether it also answers on IPv6, so that names get an AAAA too. Default false. */
  readonly dualStack: boolean;
  /** Its ARN; certificates are put only on a load balancer whose ARN is known. */
  readonly arn?: string;
  /** What ends TLS there, as far as a deployment looked. */
  readonly tls?: { readonly listeners: readonly string[] };
}

/** The same before a deployment: a load balancer may still have to be made or found. */
export type CheckedTarget =
  | { readonly create: CreatedLoadBalancer }
  | { readonly use: LoadBalancerInUse | SoughtLoadBalancer }
  | { readonly addresses: readonly string[] };

/** One that exists, and is found in the region and with the role of its edge: by its ARN, or as the only one with these tags. */
export type SoughtLoadBalancer = { readonly arn: string } | { readonly tags: Readonly<Record<string, string>> };

/** A load balancer that the deployment makes: internet-facing for a public edge, internal for a private one. */
export interface CreatedLoadBalancer {
  /** `alb` (HTTP and HTTPS) or `nlb` (TLS and TCP). Default `alb`. */
  readonly type: 'alb' | 'nlb';
  /** `vpc-…` */
  readonly vpcId: string;
  /** `subnet-…`, at least two. Absent: looked up, the public ones for a public edge, the private ones for a private one. */
  readonly subnetIds?: readonly string[];
  /** Whether it answers on IPv6 too; its subnets must. Default false. */
  readonly dualStack: boolean;
  /**
   * Who may connect: CIDR blocks and prefix lists (`pl-…`). Default: everybody for a public edge, the private ranges of
   * RFC 1918 for a private one.
   */
  readonly allow?: readonly string[];
  /** The addresses that ingress controllers believe forwarded headers from: the subnets'. Default the ranges of RFC 1918. */
  readonly subnetCidrs: readonly string[];
  /** What requests are handed to: pods by their address, or a port of each node. Default `{ kind: 'ip' }`. */
  readonly targets: Targets;
  /** A security policy of Elastic Load Balancing. Default TLS 1.3 and 1.2 only. */
  readonly tlsPolicy: string;
  /** The default certificate. Absent: one is made for the edge's first domain and all names beneath. */
  readonly certificateArn?: string;
  /** `Strict-Transport-Security: max-age=…`; `alb` only. Absent: the header is the applications' own. */
  readonly hstsSeconds?: number;
  /** When a silent connection is closed; `alb` only. Default 3600, for websockets. */
  readonly idleTimeoutSeconds: number;
  /** A web ACL of AWS WAF; `alb` only. */
  readonly webAclArn?: string;
  /** An S3 bucket that takes access logs. Absent: none are written. */
  readonly accessLogs?: { readonly bucket: string; readonly prefix?: string };
  /** Further ports that are passed through as they are; `nlb` only. Default none. */
  readonly tcpPorts: readonly TcpPort[];
  /** What the generated values are written for. Default `traefik`. */
  readonly controller: IngressController;
}

export type Targets =
  /** Needs the AWS Load Balancer Controller or EKS Auto Mode in the cluster, which bind pods to target groups. */
  | { readonly kind: 'ip' }
  /** Ports of the nodes: of what came by TLS, and of plain HTTP (an `alb` has only the first, as it redirects itself). */
  | { readonly kind: 'instance'; readonly nodePort: number; readonly plainNodePort?: number };

/** A port of the load balancer, and the one behind it (default the same); a node's, where targets are nodes. */
export interface TcpPort {
  readonly port: number;
  readonly targetPort?: number;
}

export type IngressController = 'traefik' | 'ingress-nginx' | 'envoy-gateway';
