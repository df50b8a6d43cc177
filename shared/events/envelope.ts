import * as z from 'zod';
import { messageLimitBytes, utf8Bytes } from '#shared/domain/wire-limits.ts';
import { clusterNameForm, ObjectRanges, objectRangesType } from './object-ranges.ts';

/** The event source of a cluster; the forwarder's role may put events under this source only (IAM `events:source`). */
export const sourceOf = (cluster: string): string => `${sourcePrefix}${cluster}`;

const sourcePrefix = 'firstlight.cluster.';

/** Why a message is of no use; it goes to the dead-letter queue with this as an attribute. */
export type EnvelopeReason =
  /** No JSON, no event envelope, or a detail that breaks the schema: `message` names the first fields. */
  | 'Unparsable'
  /** A kind of message that this version does not know, from a newer forwarder or from somebody else. */
  | 'UnknownType'
  /** `ObjectRanges` in a version that this version does not know. */
  | 'UnknownVersion'
  /** The source is no cluster's, or not that of the cluster that the detail names. */
  | 'SourceMismatch'
  | 'TooLarge';

export interface Envelope {
  /** The event's id, given by EventBridge. */
  readonly id: string;
  /** The AWS account that put the event, which the sender cannot choose. */
  readonly account: string;
  /** From the source, which IAM guards; equal to the detail's. */
  readonly cluster: string;
  readonly ranges: ObjectRanges;
}

export type ParsedEnvelope =
  | { readonly ok: true; readonly envelope: Envelope }
  | { readonly ok: false; readonly reason: EnvelopeReason; readonly message: string };

const Outer = z.object({
  id: z.string().min(1).max(128),
  account: z.string().max(64),
  source: z.string().max(256),
  'detail-type': z.string().max(128),
  detail: z.unknown(),
});

/**
 * Reads the event that an SQS message carries: its body as text, or the JSON in it. Never throws.
 * Fields of the envelope: Amazon EventBridge User Guide, "AWS service event metadata".
 */
export function parseEnvelope(body: unknown): ParsedEnvelope {
  const json = typeof body === 'string' ? readJson(body) : body;
  const outer = Outer.safeParse(json);
  if (!outer.success) return refuse('Unparsable', `no event: ${describe(outer.error)}`);
  const type = outer.data['detail-type'];
  if (type !== objectRangesType) {
    const version = /^ObjectRanges\.v\d+$/.test(type);
    return refuse(version ? 'UnknownVersion' : 'UnknownType', `detail-type ${type} is not ${objectRangesType}`);
  }
  const cluster = clusterOf(outer.data.source);
  if (cluster === undefined) return refuse('SourceMismatch', `source ${outer.data.source} is no cluster's`);
  return parseDetail(outer.data, cluster);
}

function parseDetail(outer: z.infer<typeof Outer>, cluster: string): ParsedEnvelope {
  const bytes = utf8Bytes(JSON.stringify(outer.detail) ?? '');
  if (bytes > messageLimitBytes) return refuse('TooLarge', `${bytes} bytes, more than ${messageLimitBytes}`);
  const ranges = ObjectRanges.safeParse(outer.detail);
  if (!ranges.success) return refuse('Unparsable', describe(ranges.error));
  if (ranges.data.cluster !== cluster) {
    return refuse('SourceMismatch', `source ${outer.source} speaks of cluster ${ranges.data.cluster}`);
  }
  return { ok: true, envelope: { id: outer.id, account: outer.account, cluster, ranges: ranges.data } };
}

function clusterOf(source: string): string | undefined {
  const name = source.startsWith(sourcePrefix) ? source.slice(sourcePrefix.length) : '';
  return clusterNameForm.test(name) ? name : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const refuse = (reason: EnvelopeReason, message: string): ParsedEnvelope => ({ ok: false, reason, message });

/** The first three issues; a queue attribute is no place for thousands. */
const describe = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
    .join('; ');
