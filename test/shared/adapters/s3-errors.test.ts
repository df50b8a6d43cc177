import { describe, expect, it } from 'vitest';
import { classifyS3Error } from '../../../shared/adapters/s3-errors.ts';

const answer = (name: string, httpStatusCode?: number): Error =>
  Object.assign(new Error('m'), { name, ...(httpStatusCode === undefined ? {} : { $metadata: { httpStatusCode } }) });

describe('what S3 says', () => {
  it.each<[Error, object]>([
    [answer('SlowDown', 503), { name: 'ThrottledError', retryAfterMs: 2_000 }],
    [answer('TooManyRequests', 429), { name: 'ThrottledError' }],
    [answer('Unknown', 429), { name: 'ThrottledError' }],
    [answer('PreconditionFailed', 412), { name: 'RetryableError', ambiguous: false }],
    [answer('ConditionalRequestConflict', 409), { name: 'RetryableError', ambiguous: false }],
    [answer('NoSuchKey', 404), { name: 'RetryableError', ambiguous: false }],
    [answer('InternalError', 500), { name: 'RetryableError', ambiguous: true }],
    [answer('TimeoutError'), { name: 'RetryableError', ambiguous: true }],
    [answer('AccessDenied', 403), { name: 'PermanentError', reason: 'AccessDenied', scope: 'surroundings' }],
    [answer('Forbidden', 403), { name: 'PermanentError', reason: 'AccessDenied' }],
    [answer('NoSuchBucket', 404), { name: 'PermanentError', reason: 'Refused', scope: 'surroundings' }],
    [answer('InvalidArgument', 400), { name: 'PermanentError', reason: 'Refused' }],
    [answer('toString', 500), { name: 'RetryableError' }],
  ])('%s', (error, expected) => {
    expect(classifyS3Error('write', error)).toMatchObject({ ...expected, cause: error });
  });

  it('never takes a read for a change', () => {
    expect(classifyS3Error('read', answer('InternalError', 500))).toMatchObject({ ambiguous: false });
    expect(classifyS3Error('read', 'text')).toMatchObject({ name: 'RetryableError', ambiguous: false });
  });
});
