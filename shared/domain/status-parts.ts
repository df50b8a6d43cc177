import { createHash } from 'node:crypto';
import type { ObjectRef, SiteKey } from './site.ts';

/** Longest texts of a cluster's status, in UTF-16 units, and most entries of one object: what is more is cut. */
export const statusLimits = { message: 400, name: 512, refused: 20, skipped: 10, certificates: 101 } as const;

/**
 * Where a Service of type LoadBalancer names its certificates, separated by commas, the default first (AWS Load Balancer
 * Controller, "Service annotations"; EKS User Guide, "Configure Network Load Balancers").
 */
export const certificatesAnnotation = 'service.beta.kubernetes.io/aws-load-balancer-ssl-cert';

/** How many parts the status of a cluster has: a change rewrites one, a forwarder reads only those that changed. */
const shardCount = 64;

/** All shards: `00`, `01` … `63`. */
export const shards: readonly string[] = Array.from({ length: shardCount }, (_, at) => String(at).padStart(2, '0'));

/** The shard in which an entry stands, by its key. */
export const shardOf = (key: string): string =>
  shards[(createHash('sha256').update(key).digest()[0] ?? 0) % shardCount] ?? '00';

/** How entries of the status are named, in work items too. */
export const siteStatusKey = ({ host, view, setIdentifier }: SiteKey): string =>
  `site:${host}#${view}#${setIdentifier}`;
export const objectStatusKey = ({ apiGroup, kind, key }: Omit<ObjectRef, 'cluster'>): string =>
  `object:${apiGroup}/${kind}:${key}`;
export const serviceStatusKey = (service: string): string => `service:${service}`;
