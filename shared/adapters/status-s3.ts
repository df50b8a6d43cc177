import { GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { PermanentError } from '#shared/errors/kinds.ts';
import { statusObjectLimitBytes } from '#shared/events/status.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { classifyS3Error, statusOfS3 } from './s3-errors.ts';

export interface StatusBucketOptions {
  readonly bucket: string;
  readonly client?: Omit<S3ClientConfig, 'maxAttempts'>;
}

/** An object as it stands; `etag` names this very content. */
export interface S3Object {
  readonly etag: string;
  readonly body: string;
}

export interface StatusBucket {
  /** Undefined where there is none. @throws the errors of `s3-errors.ts` */
  read(name: string): Promise<S3Object | undefined>;
  /** `unchanged` while it has the ETag `known`. @throws the errors of `s3-errors.ts` */
  readChanged(name: string, known: string | undefined): Promise<S3Object | 'unchanged' | undefined>;
  /**
   * Replaces what has the ETag `expected`, makes the first one without it; returns the new ETag. S3 compares and swaps
   * (User Guide, "How to prevent object overwrites with conditional writes").
   * @throws RetryableError where something else stands there; the other errors of `s3-errors.ts`
   */
  write(name: string, body: string, expected: string | undefined): Promise<string>;
}

/** The objects of one bucket by way of the SDK, one attempt per call. */
export function statusObjects({ bucket, client: config = {} }: StatusBucketOptions): StatusBucket {
  // By path, so that an endpoint that is no AWS needs no name for each bucket. Nothing is sent or checked that is not
  // asked for: TLS guards the way, the ETag the content.
  const client = new S3Client({
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...config,
    maxAttempts: 1,
  });
  const deadline = () => ({ abortSignal: AbortSignal.timeout(callDeadlineMs) });

  async function readChanged(name: string, known: string | undefined): Promise<S3Object | 'unchanged' | undefined> {
    const unless = known === undefined ? {} : { IfNoneMatch: known };
    try {
      const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name, ...unless }), deadline());
      if ((answer.ContentLength ?? 0) > statusObjectLimitBytes) throw tooLarge(name, answer.ContentLength ?? 0);
      return { etag: answer.ETag ?? '', body: (await answer.Body?.transformToString('utf8')) ?? '' };
    } catch (error) {
      if (error instanceof PermanentError) throw error;
      if (statusOfS3(error) === 304) return 'unchanged';
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw classifyS3Error('read', error);
    }
  }

  return {
    readChanged,
    async read(name) {
      const found = await readChanged(name, undefined);
      return found === 'unchanged' ? undefined : found;
    },
    async write(name, body, expected) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: name,
        Body: body,
        ContentType: 'application/json',
        ...(expected === undefined ? { IfNoneMatch: '*' } : { IfMatch: expected }),
      });
      try {
        return (await client.send(command, deadline())).ETag ?? '';
      } catch (error) {
        throw classifyS3Error('write', error);
      }
    },
  };
}

const tooLarge = (name: string, bytes: number): PermanentError =>
  new PermanentError('TooLarge', `S3: ${name} has ${bytes} bytes, more than ${statusObjectLimitBytes}: remove it`, {
    scope: 'surroundings',
  });
