import { createHash } from 'node:crypto';
import { RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { keyOfEntry } from '../../functions/status/plan/entries.ts';
import { renderShard } from '../../functions/status/plan/shard.ts';
import { renderIndex } from '../../functions/status/plan/status-index.ts';
import { S3, type S3Response } from '../../local/cloud/s3/s3.ts';
import { shardOf } from '../../shared/domain/status-parts.ts';
import { indexName, type StatusEntry, shardName } from '../../shared/events/status.ts';

export const bucketName = 'firstlight-status';

/** The strict S3 as the status function is given it, without a socket; `faults` says what goes wrong with a call. */
export function statusBucket(
  now: () => number,
  faults: (call: 'GET' | 'PUT', name: string) => Fault = () => undefined,
  model = new S3({ bucket: bucketName }),
) {
  const ask = (method: 'GET' | 'PUT', name: string, more: { headers?: Record<string, string>; body?: string } = {}) => {
    const body = more.body ?? '';
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=hub/20261121/eu-central-1/s3/aws4_request',
      'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
      ...more.headers,
    };
    const path = `/${bucketName}/${name}`;
    const fault = faults(method, name);
    if (fault === 'throttled') throw new ThrottledError('S3: SlowDown', 2_000);
    if (fault === 'unheard') throw new RetryableError('S3: 500');
    const response = model.handle({ method, path, query: {}, headers, body }, now());
    if (fault === 'lostAnswer') throw new RetryableError('S3: no answer', { ambiguous: true });
    return response;
  };
  const etagOf = ({ headers }: S3Response): string => headers['etag'] ?? '';
  return {
    model,
    async read(name: string) {
      const found = ask('GET', name);
      return found.status === 404 ? undefined : { etag: etagOf(found), body: found.body };
    },
    /** As a forwarder reads it. */
    async readChanged(name: string, known: string | undefined) {
      const found = ask('GET', name, known === undefined ? {} : { headers: { 'if-none-match': known } });
      if (found.status === 304) return 'unchanged' as const;
      return found.status === 404 ? undefined : { etag: etagOf(found), body: found.body };
    },
    async write(name: string, body: string, expected: string | undefined) {
      const condition = expected === undefined ? { 'if-none-match': '*' } : { 'if-match': expected };
      const answer = ask('PUT', name, { headers: condition, body });
      if (answer.status !== 200) throw new RetryableError(`S3: ${answer.status}`);
      return etagOf(answer);
    },
  };
}

export type Fault = undefined | 'throttled' | 'unheard' | 'lostAnswer';

/** A bucket in which a hub tells the status of a cluster; what `say` is given is all of it from then on. */
export function tellStatus(cluster: string, now: () => number, faults?: Parameters<typeof statusBucket>[1]) {
  const bucket = statusBucket(now, faults);
  return {
    ...bucket,
    async say(entries: readonly StatusEntry[], epoch?: string): Promise<void> {
      const byShard = Map.groupBy(entries, (entry) => shardOf(keyOfEntry(entry)));
      const etags = new Map<string, string | undefined>();
      for (const [shard, all] of byShard) {
        const name = shardName(cluster, shard);
        etags.set(shard, await bucket.write(name, renderShard(all, new Map()), (await bucket.read(name))?.etag));
      }
      const index = renderIndex(undefined, { cluster, epoch, etags });
      await bucket.write(indexName(cluster), index, (await bucket.read(indexName(cluster)))?.etag);
    },
  };
}
