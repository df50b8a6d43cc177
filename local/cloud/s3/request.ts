import { createHash } from 'node:crypto';
import { type Refusal, refusals } from './refusals.ts';

/** A request as the model gets it; `path` is `/<bucket>/<key>`, as clients write it who address buckets by path. */
export interface S3Request {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Amazon S3 User Guide, "Naming Amazon S3 objects": at most 1,024 bytes of UTF-8. */
const keyLimitBytes = 1_024;

/** What a request is about. */
export interface Addressed {
  readonly bucket: string;
  readonly key: string;
  readonly nowMs: number;
}

/** What is refused before anything is looked at. */
export function knownRequest({ method, query, headers, body }: S3Request, { key }: Addressed): Refusal | undefined {
  if (!headers['authorization']?.startsWith('AWS4-HMAC-SHA256 Credential=')) return refusals.accessDenied;
  if (method !== 'GET' && method !== 'PUT') return refusals.notModelled(method);
  const strange = Object.keys(query).find((name) => name !== 'x-id');
  if (key === '' || strange !== undefined) return refusals.notModelled(`${method} ?${strange ?? ''}`);
  if (Buffer.byteLength(key) > keyLimitBytes) return refusals.keyTooLong;
  const hash = headers['x-amz-content-sha256'];
  if (hash === undefined) return refusals.missingContentHash;
  const isSaid = hash === 'UNSIGNED-PAYLOAD' || hash === createHash('sha256').update(body).digest('hex');
  if (!isSaid) return refusals.contentHashMismatch;
  const unless = headers['if-none-match'];
  if (method === 'PUT' && unless !== undefined && unless !== '*') return refusals.notImplemented;
  return undefined;
}

/** Whose key signed it; empty where nobody's did. */
export const accessKeyOf = ({ headers }: S3Request): string =>
  /Credential=([^/]+)\//.exec(headers['authorization'] ?? '')?.[1] ?? '';

/** Takes the path apart at its first slash after the bucket. */
export function addressed({ path }: S3Request, nowMs: number): Addressed {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key: decoded(key), nowMs };
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
