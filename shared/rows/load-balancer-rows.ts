import type { Partition, RowKey } from '#shared/runtime/table.ts';

/** What Elastic Load Balancing last said of a load balancer of a lane's edges. */
export interface LoadBalancerRow {
  readonly arn: string;
  /** Absent: there is no such load balancer. */
  readonly type?: 'application' | 'network' | 'gateway';
  /** Absent in rows of earlier versions, too. */
  readonly dnsName?: string;
  /** Who else owns its listeners; for people. */
  readonly managedBy?: string;
  /** The Service, `namespace/name`, that it was made for by that controller; absent: an Ingress or a Gateway. */
  readonly service?: string;
  /** Those that end TLS. */
  readonly listeners: readonly ListenerEntries[];
  readonly seenMs: number;
  /** Since when its controller is to put something there that is not there yet. */
  readonly awaitedSinceMs?: number;
}

export interface ListenerEntries {
  readonly arn: string;
  readonly port: number;
  readonly default?: string;
  /** The SNI list. */
  readonly entries: readonly SniEntry[];
  /** Certificates of others that we put, or are about to put, on the SNI list: each was the default then. */
  readonly standIns?: readonly string[];
}

export interface SniEntry {
  readonly certificate: string;
  readonly unneededSinceMs?: number;
}

export const loadBalancerRows = (lane: string): Partition<LoadBalancerRow> => ({ pk: `load-balancer#${lane}` });
export const loadBalancerKey = (lane: string, arn: string): RowKey<LoadBalancerRow> => ({
  pk: loadBalancerRows(lane).pk,
  sk: arn,
});
