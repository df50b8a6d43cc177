import { describe, expect, it } from 'vitest';
import { classifyRoute53Error } from '#shared/adapters/route53-errors.ts';

const errorOf = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error('no'), { name, $metadata: { httpStatusCode } });

/** The kind, what it says of itself, and whether a change may have been made. */
function told(call: 'read' | 'change', name: string, status: number): string {
  const error = classifyRoute53Error(call, errorOf(name, status));
  const reason = 'reason' in error ? ` ${error.reason}` : '';
  return `${error.name}${reason}${'ambiguous' in error && error.ambiguous === true ? ' ambiguous' : ''}`;
}

describe('an error of Route 53', () => {
  it.each<readonly ['read' | 'change', string, number, string]>([
    ['change', 'InvalidChangeBatch', 400, 'ChangeRefusedError Refused'],
    ['change', 'InvalidInput', 400, 'ChangeRefusedError Refused'],
    ['change', 'ValidationError', 400, 'ChangeRefusedError Refused'],
    ['read', 'ValidationError', 400, 'PermanentError Refused'],
    ['change', 'NoSuchHealthCheck', 404, 'ChangeRefusedError HealthCheckGone'],
    ['change', 'NoSuchHostedZone', 404, 'PermanentError ZoneGone'],
    ['change', 'PriorRequestNotComplete', 400, 'RetryableError'],
    ['change', 'Throttling', 400, 'ThrottledError'],
    ['change', 'ThrottlingException', 400, 'ThrottledError'],
    ['change', 'SomethingNew', 429, 'ThrottledError'],
    ['change', 'RequestExpired', 400, 'RetryableError'],
    ['change', 'ExpiredToken', 403, 'RetryableError'],
    ['change', 'AccessDenied', 403, 'PermanentError AccessDenied'],
    ['change', 'SomethingNew', 403, 'PermanentError AccessDenied'],
    ['change', 'SomethingNew', 400, 'PermanentError Refused'],
    ['change', 'ServiceUnavailable', 503, 'RetryableError ambiguous'],
    ['read', 'ServiceUnavailable', 503, 'RetryableError'],
    ['change', 'constructor', 500, 'RetryableError ambiguous'],
  ])('%s: %s %i is %s', (call, name, status, expected) => {
    expect(told(call, name, status)).toBe(expected);
  });
});
