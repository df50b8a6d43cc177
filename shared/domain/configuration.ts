import type { AlertPolicy } from './alert-policy.ts';
import type { EdgeCertificates } from './edge-certificates.ts';
import type { CheckedTarget, EdgeTarget } from './edge-target.ts';
import type { HostPolicy } from './host-policy.ts';
import type { MonitorPolicy } from './monitor-policy.ts';
import type { MonitorDefaults } from './monitor-wish.ts';
import type { Policy } from './policy.ts';

/** The configuration in force: every default is filled in, every reference checked, every load balancer known. */
export interface Configuration {
  /** The account and region that Firstlight itself runs in. */
  readonly hub: Hub;
  /** What the whole installation may do at most; zones, edges and host rules can only be more cautious. Default `observe`. */
  readonly mode: Policy;
  /** How ownership TXT records are written. */
  readonly ownership: Ownership;
  /** The hosted zones that Firstlight may write to; unique by (name, view) and by id. */
  readonly zones: readonly Zone[];
  /** The clusters whose messages are accepted; unique by name and by ownerId. */
  readonly clusters: readonly Cluster[];
  /** The ways into the clusters; unique by name. */
  readonly edges: readonly Edge[];
  /** Who may claim which host names. */
  readonly hosts: HostPolicy;
  /** How Services of type LoadBalancer are treated. */
  readonly services: ServicePolicy;
  /** Who watches from outside. Absent: nobody. */
  readonly monitors?: MonitorPolicy;
  /** Who is told of what. Absent: nobody is told of anything. */
  readonly alerts?: AlertPolicy;
}

/** From where a name is meant to be reachable: the internet, or inside the VPCs of a private zone. */
export type View = 'public' | 'private';

export interface Hub {
  /** AWS account id, 12 digits. */
  readonly account: string;
  /** AWS region, for example `eu-central-1`. */
  readonly region: string;
}

export interface Ownership {
  /** 0.22 writes `a-` for an alias A, 0.21 `cname-`; both are always read. Default `external-dns-0.22`. */
  readonly format: 'external-dns-0.22' | 'external-dns-0.21';
  /** external-dns's `--txt-prefix`; may hold `%{record_type}`. Default empty; excludes `suffix`. */
  readonly prefix: string;
  /** external-dns's `--txt-suffix`, put after the first label; may hold `%{record_type}`. Default empty; excludes `prefix`. */
  readonly suffix: string;
  /** external-dns's `--txt-wildcard-replacement`: what stands for `*` in the TXT name. Default empty (`*` is kept). */
  readonly wildcardReplacement: string;
}

export interface Zone {
  /** DNS name, lower case, no final dot. */
  readonly name: string;
  /** Hosted zone id, `Z…`, without `/hostedzone/`. */
  readonly id: string;
  /** Whether the hosted zone is public or private. */
  readonly view: View;
  /** What may be done in this zone at most. Default `sync`, that is: no more cautious than `mode`. */
  readonly policy: Policy;
  /** The role to assume for this zone, where it belongs to another account. */
  readonly roleArn?: string;
  /** The external id that `roleArn` asks for. */
  readonly externalId?: string;
  /** Further external-dns owner ids whose records are taken over. Default none. */
  readonly adopt: readonly string[];
  /** A person gave the zone back to external-dns: a word, not a part of the file. Nothing is written there any more. */
  readonly givenBack?: { readonly atMs: number; readonly by: string };
}

export interface Cluster {
  /** DNS label; stands in the event source `firstlight.cluster.<name>`. */
  readonly name: string;
  /** AWS account id of the cluster (12 digits), compared with the envelope of each message. Absent: `hub.account`. */
  readonly account?: string;
  /** The owner id in ownership TXT records; on take-over the old external-dns owner id. Default: the cluster's name. */
  readonly ownerId: string;
  /** Namespace patterns whose sites may vanish in any number: the guard does not count them. Default none. */
  readonly ephemeral: readonly string[];
  /** Who may speak for it. Absent: a forwarder with the defaults. */
  readonly forwarder?: Forwarder;
}

/** Who may take the role that speaks for a cluster. */
export interface Forwarder {
  /** The namespace that the forwarder runs in. Default `firstlight`. */
  readonly namespace: string;
  /** The service account that it runs as. Default `firstlight-forwarder`. */
  readonly serviceAccount: string;
  /** The cluster's OIDC issuer without `https://`, where pods get roles by IRSA. Absent: EKS Pod Identity. */
  readonly oidcProvider?: string;
  /** ARNs of roles that may speak for the cluster too, as a pipeline does that keeps its manifests. Default none. */
  readonly assumedBy: readonly string[];
}

/** A way into a cluster: classes, a load balancer or fixed addresses, and a view. */
export interface Edge {
  /** DNS label, unique in the installation. */
  readonly name: string;
  /** The name of the cluster that it belongs to. */
  readonly cluster: string;
  /** The view that its sites appear in. */
  readonly view: View;
  /** Ingress classes (also Gateway classes, those that an IngressRoute names, and loadBalancerClass) that lead here. Default none. */
  readonly classes: readonly string[];
  /** Gateways that lead here, as `namespace/name`. Default none. */
  readonly gateways: readonly string[];
  /** Traefik entry points that lead here. Default none. */
  readonly entryPoints: readonly string[];
  /** The domains whose names this edge serves, itself and everything beneath; each lies inside a zone of the edge's view. */
  readonly domains: readonly string[];
  /** What may be done for sites of this edge at most. Default `sync`, that is: no more cautious than `mode`. */
  readonly policy: Policy;
  /** Region of the load balancer and its certificates. Absent: `hub.region`. */
  readonly region?: string;
  /** The role to assume for the load balancer, where it belongs to another account. */
  readonly roleArn?: string;
  /** The external id that `roleArn` asks for. */
  readonly externalId?: string;
  /** How long a site stays after its last claim has gone, in seconds. Default 120. */
  readonly releaseAfterSeconds: number;
  /** Where names of this edge lead. */
  readonly loadBalancer: EdgeTarget;
  /** How its names get HTTPS. */
  readonly certificates: EdgeCertificates;
  /** How its names are watched, where that is not as `monitors` says. */
  readonly monitors?: Partial<MonitorDefaults>;
}

/** The same before a deployment: load balancers may still have to be made or found. */
export interface CheckedConfiguration extends Omit<Configuration, 'edges'> {
  readonly edges: readonly CheckedEdge[];
}

export interface CheckedEdge extends Omit<Edge, 'loadBalancer'> {
  readonly loadBalancer: CheckedTarget;
}

export interface ServicePolicy {
  /** The edge of Services that name none. Absent: such Services lead through their own address only. */
  readonly edge?: string;
  /**
   * The Services before Traefik, as `namespace/name`, that IngressRoutes without an edge lead through. Absent: none, as
   * whoever may label a Service could have the names of others.
   */
  readonly traefik?: readonly string[];
}
