import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { answered, classify } from '../../../shared/adapters/dynamodb-errors.ts';

const answer = (name: string, status = 400): DynamoDBServiceException =>
  new DynamoDBServiceException({ name, $fault: 'client', message: 'm', $metadata: { httpStatusCode: status } });
const cancelled = (...codes: readonly string[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: 'm',
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('what DynamoDB says', () => {
  it.each<[Error, object]>([
    [answer('ProvisionedThroughputExceededException'), { name: 'ThrottledError', retryAfterMs: 2_000 }],
    [answer('ThrottlingException'), { name: 'ThrottledError' }],
    [answer('RequestLimitExceeded'), { name: 'ThrottledError' }],
    [answer('TransactionConflictException'), { name: 'RetryableError', ambiguous: false }],
    [answer('TransactionInProgressException'), { name: 'RetryableError', ambiguous: true }],
    [answer('InternalServerError', 500), { name: 'RetryableError', ambiguous: true }],
    [answer('SomethingNew', 503), { name: 'RetryableError', ambiguous: true }],
    [answer('AccessDeniedException'), { name: 'PermanentError', reason: 'AccessDenied', scope: 'surroundings' }],
    [answer('ValidationException'), { name: 'ValidationException' }],
    [Object.assign(new Error('socket'), { name: 'TimeoutError' }), { name: 'RetryableError', ambiguous: true }],
    [new RangeError('ours'), { name: 'RangeError' }],
    [cancelled('None', 'ConditionalCheckFailed', 'None'), { name: 'ConditionFailedError', failed: [1] }],
    [cancelled('ConditionalCheckFailed', 'TransactionConflict'), { name: 'ConditionFailedError', failed: [0] }],
    [cancelled('None', 'TransactionConflict'), { name: 'RetryableError', ambiguous: false }],
    [cancelled('ThrottlingError', 'None'), { name: 'ThrottledError' }],
    [cancelled('ProvisionedThroughputExceeded'), { name: 'ThrottledError' }],
    [cancelled('ValidationError'), { name: 'TransactionCanceledException' }],
  ])('%s', (error, expected) => {
    expect(classify(error)).toMatchObject(expected);
  });

  it('keeps what was thrown as the cause', async () => {
    const cause = answer('ThrottlingException');
    await expect(answered(Promise.reject(cause))).rejects.toMatchObject({ cause });
    expect(classify('text')).toBe('text');
  });
});
