import { createHash } from 'node:crypto';
import { type Refusal, refusals } from './refusals.ts';
import { type Addressed, accessKeyOf, addressed, knownRequest, type S3Request } from './request.ts';

export interface S3Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What one access key may do in the bucket; a key that is not named may do everything. */
export interface S3Rights {
  /** Prefixes of keys. */
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** Without it S3 does not tell what is not there from what may not be read. */
  readonly list: boolean;
}

export interface S3Options {
  readonly bucket: string;
  readonly rights?: Readonly<Record<string, S3Rights>>;
}

export type S3Action = 'GetObject' | 'PutObject';

interface Stored {
  readonly body: string;
  readonly etag: string;
  readonly contentType: string;
  readonly atMs: number;
}

/**
 * The part of S3 that Firstlight uses, as a state machine: one bucket, GetObject and PutObject with their conditions
 * (API reference, GetObject, PutObject; User Guide, "Conditional requests"). It refuses what S3 refuses, and what it does
 * not model. Unlike S3 it does not check signatures, only that there is one.
 */
export class S3 {
  readonly #options: S3Options;
  readonly #objects = new Map<string, Stored>();
  readonly #calls = new Map<S3Action, number>();

  constructor(options: S3Options) {
    this.#options = options;
  }

  /** Answers one request at the moment `nowMs`; never throws on what a request says. */
  handle(request: S3Request, nowMs: number): S3Response {
    const answered = this.#answer(request, addressed(request, nowMs));
    return 'code' in answered ? answerRefusal(answered, request.path) : answered;
  }

  /** What stands in the bucket, by key. */
  contents(): ReadonlyMap<string, string> {
    return new Map([...this.#objects].map(([key, { body }]) => [key, body]));
  }

  /** A person who removes an object. */
  remove(key: string): void {
    this.#objects.delete(key);
  }

  calls(): Readonly<Partial<Record<S3Action, number>>> {
    return Object.fromEntries(this.#calls);
  }

  #answer(request: S3Request, to: Addressed): S3Response | Refusal {
    const known = knownRequest(request, to);
    if (known !== undefined) return known;
    if (to.bucket !== this.#options.bucket) return refusals.noSuchBucket;
    const action = request.method === 'GET' ? 'GetObject' : 'PutObject';
    this.#calls.set(action, (this.#calls.get(action) ?? 0) + 1);
    const rights = this.#options.rights?.[accessKeyOf(request)];
    const prefixes = rights === undefined ? [''] : action === 'GetObject' ? rights.read : rights.write;
    if (!prefixes.some((prefix) => to.key.startsWith(prefix))) return refusals.accessDenied;
    return action === 'GetObject' ? this.#get(request, to.key, rights?.list ?? true) : this.#put(request, to, rights);
  }

  #get({ headers }: S3Request, key: string, mayList: boolean): S3Response | Refusal {
    const stored = this.#objects.get(key);
    // API reference, GetObject, "Permissions": without s3:ListBucket what is not there is 403.
    if (stored === undefined) return mayList ? refusals.noSuchKey : refusals.accessDenied;
    const about = { etag: stored.etag, 'last-modified': new Date(stored.atMs).toUTCString() };
    if (headers['if-match'] !== undefined && headers['if-match'] !== stored.etag) return refusals.preconditionFailed;
    const unless = headers['if-none-match'];
    if (unless === stored.etag || unless === '*') return { status: 304, headers: about, body: '' };
    const length = String(Buffer.byteLength(stored.body));
    return {
      status: 200,
      headers: { ...about, 'content-type': stored.contentType, 'content-length': length },
      body: stored.body,
    };
  }

  #put({ headers, body }: S3Request, { key, nowMs }: Addressed, rights: S3Rights | undefined): S3Response | Refusal {
    const stored = this.#objects.get(key);
    const match = headers['if-match'];
    if (headers['if-none-match'] !== undefined && stored !== undefined) return refusals.preconditionFailed;
    if (match !== undefined) {
      // "To perform conditional writes with If-Match you must have s3:GetObject" (User Guide, conditional writes).
      if (rights !== undefined && !rights.read.some((prefix) => key.startsWith(prefix))) return refusals.accessDenied;
      if (stored === undefined) return refusals.noSuchKey;
      if (match !== stored.etag) return refusals.preconditionFailed;
    }
    // With SSE-S3 the ETag of an object of one part is the MD5 of its content (API reference, Object).
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    this.#objects.set(key, { body, etag, contentType: headers['content-type'] ?? 'binary/octet-stream', atMs: nowMs });
    return { status: 200, headers: { etag }, body: '' };
  }
}

/** API reference, "REST error responses". */
function answerRefusal({ status, code, message }: Refusal, path: string): S3Response {
  const resource = path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><Resource>${resource}</Resource><RequestId>local</RequestId></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
