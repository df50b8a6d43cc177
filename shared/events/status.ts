import * as z from 'zod';
import { isEpoch } from '#shared/domain/marker.ts';
import { statusLimits } from '#shared/domain/status-parts.ts';

/** More than any status that is written; what is larger is not read. */
export const statusObjectLimitBytes = 16_000_000;

const folderOf = (cluster: string): string => `status/${cluster}/`;
/** The key of the bucket's object that names the shards of a cluster. */
export const indexName = (cluster: string): string => `${folderOf(cluster)}index.json`;
/** @param shard `00` to `63` */
export const shardName = (cluster: string, shard: string): string => `${folderOf(cluster)}shards/${shard}.json`;

const text = (limit: number) => z.string().max(limit);
/** Kinds, names, hosts. */
const name = text(statusLimits.name);
const message = text(statusLimits.message);
/** A newer hub may know more reasons: shown as they are. */
const reason = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,127}$/);
const conditionStatus = z.enum(['True', 'False', 'Unknown']);

const Source = z.object({ apiGroup: name, kind: name, key: name });
const SiteName = z.object({ host: name, view: z.enum(['public', 'private']), setIdentifier: name });
const Condition = z.object({ type: reason, status: conditionStatus, reason, message });

/** A site that the cluster holds. */
const SiteStatus = z.object({
  of: z.literal('site'),
  ...SiteName.shape,
  source: Source,
  edge: name,
  /** `Ready` first. */
  conditions: z.array(Condition).max(16),
  /** It is planned to disappear then, ISO 8601 UTC. */
  releaseDue: z.iso.datetime().optional(),
});

const Refused = z.object({ ...SiteName.shape, status: z.enum(['False', 'Unknown']), reason, message });
const Skipped = z.object({ host: name.optional(), reason, message });

/** An object of which something is not served. */
const ObjectStatus = z.object({
  of: z.literal('object'),
  source: Source,
  refused: z.array(Refused).max(statusLimits.refused),
  skipped: z.array(Skipped).max(statusLimits.skipped),
  /** How many more there are of both. */
  more: z.int().positive().optional(),
});

/** As ACM and IAM write them; separated by commas in an annotation. */
const certificateArn = z.string().regex(/^arn:aws[a-z-]*:(acm|iam):[a-z0-9-]*:\d{12}:[\w+=.@/-]{1,600}$/);

/** The certificates that a Service is to name to the controller of its load balancer, the default first. */
const ServiceStatus = z.object({
  of: z.literal('service'),
  source: Source,
  certificates: z.array(certificateArn).min(1).max(statusLimits.certificates),
});

const StatusEntry = z.discriminatedUnion('of', [SiteStatus, ObjectStatus, ServiceStatus]);
export type SiteStatus = z.infer<typeof SiteStatus>;
export type ObjectStatus = z.infer<typeof ObjectStatus>;
export type ServiceStatus = z.infer<typeof ServiceStatus>;
export type StatusEntry = z.infer<typeof StatusEntry>;

const Shard = z.object({ version: z.literal(1), entries: z.array(z.unknown()) });

/** Names the shards that there are, by the ETag of what was last written; written after them. */
const StatusIndex = z.object({
  version: z.literal(1),
  cluster: z.string(),
  /** The greatest epoch that was heard of the cluster: its forwarder looks whether somebody else speaks, too. */
  epoch: z.string().refine(isEpoch).optional(),
  shards: z.record(z.string().regex(/^\d\d$/), z.string().min(1).max(200)),
});
export type StatusIndex = z.infer<typeof StatusIndex>;

/** Undefined for what is no index of that cluster in a version that is known. */
export function parseStatusIndex(body: string, cluster: string): StatusIndex | undefined {
  const parsed = StatusIndex.safeParse(parseJson(body));
  return parsed.success && parsed.data.cluster === cluster ? parsed.data : undefined;
}

/** Entries of a kind that is not known are left out; undefined for what is no shard in a version that is known. */
export function parseStatusShard(body: string): readonly StatusEntry[] | undefined {
  const parsed = Shard.safeParse(parseJson(body));
  if (!parsed.success) return undefined;
  return parsed.data.entries.flatMap((entry) => {
    const known = StatusEntry.safeParse(entry);
    return known.success ? [known.data] : [];
  });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
