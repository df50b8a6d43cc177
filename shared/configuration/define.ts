import type { AlertPolicy } from '../domain/alert-policy.ts';
import type { CheckedEdge, Cluster, Configuration, Forwarder, Ownership, Zone } from '../domain/configuration.ts';
import type { EdgeCertificates } from '../domain/edge-certificates.ts';
import type { CreatedLoadBalancer, LoadBalancerInUse, SoughtLoadBalancer } from '../domain/edge-target.ts';
import type { HostPolicy } from '../domain/host-policy.ts';
import type { MonitorAccountEntry, MonitorPolicy, NamespaceMonitors } from '../domain/monitor-policy.ts';
import type { ContactWish, MonitorDefaults } from '../domain/monitor-wish.ts';

/**
 * Gives the configuration in `firstlight.config.ts` its types; returns it as it is.
 *
 * @example
 * import { defineConfig } from 'firstlight';
 * export default defineConfig({ hub: { account: '123456789012', region: 'eu-central-1' }, … });
 */
export function defineConfig(input: ConfigurationInput): ConfigurationInput {
  return input;
}

/** What is written in `firstlight.config.ts`. Whatever has a default may be left out; docs/configuration.md shows it all. */
export interface ConfigurationInput extends Defaulted<Pick<Configuration, Written>, 'mode' | 'services'> {
  /** How ownership TXT records are written. Default: external-dns 0.22's format without prefix or suffix. */
  readonly ownership?: Partial<Ownership>;
  /** The hosted zones that Firstlight may write to. */
  readonly zones: readonly ZoneInput[];
  /** The clusters whose messages are accepted. */
  readonly clusters: readonly ClusterInput[];
  /** The ways into the clusters. Recommended: one public, one private. */
  readonly edges: readonly EdgeInput[];
  /** Who may claim which host names. Default: whoever comes first may. */
  readonly hosts?: Partial<HostPolicy>;
  /** Planned, not yet accepted: Services that get an Ingress of their own by a label. */
  readonly expose?: Planned;
  /** Who watches from outside, and how. Default: nobody. */
  readonly monitors?: MonitorsInput;
  /** Who is told of what. Default: nobody. */
  readonly alerts?: AlertsInput;
}

/** Channels that people read; all but `channels` may be left out. */
export interface AlertsInput extends Pick<AlertPolicy, 'channels'>, Partial<Omit<AlertPolicy, 'channels'>> {}

/** Accounts and how names are watched; all but `accounts` may be left out. */
export interface MonitorsInput extends MonitorFieldsInput {
  readonly accounts: readonly Defaulted<MonitorAccountEntry, 'adopt'>[];
  /** What is otherwise in some namespaces, whatever the edge says. */
  readonly namespaces?: readonly (Pick<NamespaceMonitors, 'namespaces' | 'cluster'> & MonitorFieldsInput)[];
  readonly afterRelease?: MonitorPolicy['afterRelease'];
}

/** How names are watched, in part. */
export interface MonitorFieldsInput extends Partial<Omit<MonitorDefaults, 'contacts'>> {
  /** A contact alone is told at once, and once. */
  readonly contacts?: readonly (string | Defaulted<ContactWish, 'delayMinutes' | 'repeatMinutes'>)[];
}

/** A hosted zone; `policy` and `adopt` may be left out. */
export interface ZoneInput extends Defaulted<Zone, 'policy' | 'adopt'> {}

/** A cluster; `ownerId` (the cluster's name) and `ephemeral` (none) may be left out. */
export interface ClusterInput extends Defaulted<Omit<Cluster, 'forwarder'>, 'ownerId' | 'ephemeral'> {
  /** Who may speak for it. Default: EKS Pod Identity for the chart's service account. */
  readonly forwarder?: Partial<Forwarder>;
}

/** A way into a cluster. */
export interface EdgeInput
  extends Defaulted<Omit<CheckedEdge, 'loadBalancer' | 'certificates' | 'monitors'>, EdgeDefault> {
  /** Where names of this edge lead: exactly one of `create`, `use` and `addresses`. */
  readonly loadBalancer: EdgeTargetInput;
  /** How its names get HTTPS; whatever is left out has its default. */
  readonly certificates?: Partial<EdgeCertificates>;
  /** What is otherwise than `monitors` says. */
  readonly monitors?: MonitorFieldsInput;
}

/** Where names of an edge lead: a load balancer to make, one that exists, or fixed addresses. */
export type EdgeTargetInput =
  | { readonly create: CreatedLoadBalancerInput }
  | { readonly use: Defaulted<LoadBalancerInUse, 'dualStack'> | SoughtLoadBalancer }
  /** IPv4 and IPv6 addresses, at least one. */
  | { readonly addresses: readonly string[] };

/** A load balancer that the deployment makes: all but its VPC has a default. */
export type CreatedLoadBalancerInput = Pick<CreatedLoadBalancer, 'vpcId'> & Partial<CreatedLoadBalancer>;

/** A part that a later version reads; today it is refused with a clear message. */
export type Planned = string | Readonly<Record<string, unknown>>;

type Written = 'hub' | 'mode' | 'services';
type EdgeDefault = 'classes' | 'gateways' | 'entryPoints' | 'policy' | 'releaseAfterSeconds';
type Defaulted<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;
