import { describe, expect, it } from 'vitest';
import { call, dayMs, describeOne, openAcm, outcomeOf, request, startMs, statusOf } from './ask.ts';

const asking = (input: object) =>
  outcomeOf(call(openAcm().acm, 'RequestCertificate', { ValidationMethod: 'DNS', ...input }));
const long = `${'a'.repeat(60)}.com`;

describe('a request for a certificate', () => {
  it.each<[string, object, string]>([
    ['a name', { DomainName: 'www.example.com' }, 'ok'],
    ['a wildcard and its domain', { DomainName: '*.example.com', SubjectAlternativeNames: ['example.com'] }, 'ok'],
    ['64 octets', { DomainName: long }, 'ok'],
    ['65 octets', { DomainName: `a${long}`.replace('aaa.', 'aaaa.') }, 'InvalidParameterException'],
    ['65 octets, but not first', { DomainName: 'a.com', SubjectAlternativeNames: [`x.${long}`] }, 'ok'],
    ['no dot', { DomainName: 'localhost' }, 'ValidationException'],
    ['a final dot', { DomainName: 'example.com.' }, 'ValidationException'],
    ['an underscore', { DomainName: 'a_b.example.com' }, 'ValidationException'],
    ['a wildcard inside', { DomainName: 'a.*.example.com' }, 'ValidationException'],
    ['two wildcards', { DomainName: '*.*.example.com' }, 'ValidationException'],
    ['a part of a label', { DomainName: 'a*.example.com' }, 'ValidationException'],
    ['254 characters', { DomainName: `${'a.'.repeat(126)}com` }, 'ValidationException'],
    ['e-mail', { DomainName: 'example.com', ValidationMethod: 'EMAIL' }, 'ValidationException'],
    ['what is not modelled', { DomainName: 'example.com', Options: {} }, 'ValidationException'],
    ['a token of 33', { DomainName: 'example.com', IdempotencyToken: 'a'.repeat(33) }, 'ValidationException'],
    ['a token with a dash', { DomainName: 'example.com', IdempotencyToken: 'a-b' }, 'ValidationException'],
    ['ECDSA', { DomainName: 'example.com', KeyAlgorithm: 'EC_prime256v1' }, 'ok'],
    [
      'a key that is only imported',
      { DomainName: 'example.com', KeyAlgorithm: 'RSA_4096' },
      'InvalidParameterException',
    ],
    ['a reserved tag', { DomainName: 'example.com', Tags: [{ Key: 'aws:x', Value: '' }] }, 'InvalidTagException'],
    ['no tags at all', { DomainName: 'example.com', Tags: [] }, 'ValidationException'],
    [
      '51 tags',
      { DomainName: 'a.com', Tags: Array.from({ length: 51 }, (_, at) => ({ Key: `${at}` })) },
      'ValidationException',
    ],
    [
      'ten names',
      { DomainName: 'a.com', SubjectAlternativeNames: Array.from({ length: 9 }, (_, at) => `a${at}.com`) },
      'ok',
    ],
    [
      'eleven names',
      { DomainName: 'a.com', SubjectAlternativeNames: Array.from({ length: 10 }, (_, at) => `a${at}.com`) },
      'LimitExceededException',
    ],
  ])('for %s', (_, input, outcome) => {
    expect(asking(input)).toBe(outcome);
  });

  it.each([
    ['www.amazonaws.com', 'DOMAIN_NOT_ALLOWED'],
    ['grafana.example', 'INVALID_PUBLIC_DOMAIN'],
    ['grafana.internal', 'INVALID_PUBLIC_DOMAIN'],
  ])('%s fails at once: %s', (name, reason) => {
    const { acm } = openAcm();
    const arn = request(acm, [name]);
    expect(describeOne(acm, arn, startMs + 5000)).toMatchObject({ Status: 'FAILED', FailureReason: reason });
  });

  it('can be read only after a while, and its records come later', () => {
    const { acm } = openAcm();
    const arn = request(acm, ['a.com']);
    expect(outcomeOf(call(acm, 'DescribeCertificate', { CertificateArn: arn }))).toBe('ResourceNotFoundException');
    expect(call(acm, 'ListCertificates', {}).body).toBe('{"CertificateSummaryList":[]}');
    expect(describeOne(acm, arn, startMs + 600).DomainValidationOptions?.[0]?.ResourceRecord).toBeUndefined();
    expect(describeOne(acm, arn, startMs + 1600).DomainValidationOptions?.[0]?.ResourceRecord?.Type).toBe('CNAME');
  });

  it('is one certificate for one token within the hour, whatever its names', () => {
    const { acm } = openAcm();
    const token = { IdempotencyToken: 'one' };
    const arn = request(acm, ['a.com'], token);
    expect(request(acm, ['b.com'], token, startMs + 3_599_999)).toBe(arn);
    expect(request(acm, ['a.com'], token, startMs + 3_600_000)).not.toBe(arn);
    expect(request(acm, ['a.com'], { IdempotencyToken: 'two' })).not.toBe(arn);
    expect(request(acm, ['a.com'])).not.toBe(request(acm, ['a.com']));
  });

  it('counts against the year, and a deleted one too', () => {
    const { acm } = openAcm({ limits: { requestsPerYear: 1 } });
    const arn = request(acm, ['a.com']);
    const later = (ms: number) =>
      outcomeOf(call(acm, 'RequestCertificate', { DomainName: 'b.com', ValidationMethod: 'DNS' }, startMs + ms));
    call(acm, 'DeleteCertificate', { CertificateArn: arn }, startMs + 1000);
    expect([later(2000), later(364 * dayMs), later(365 * dayMs)]).toEqual([
      'LimitExceededException',
      'LimitExceededException',
      'ok',
    ]);
  });

  it('meets the quota of certificates of its own region', () => {
    const { acm } = openAcm({ limits: { certificates: 1 } });
    const input = { DomainName: 'a.com', ValidationMethod: 'DNS' };
    const ask = (region: string) => outcomeOf(call(acm, 'RequestCertificate', input, startMs, region));
    expect([ask('eu-central-1'), ask('eu-central-1'), ask('eu-west-1')]).toEqual([
      'ok',
      'LimitExceededException',
      'ok',
    ]);
  });

  it('is one of five a second', () => {
    const { acm } = openAcm({ limits: { requestsPerSecond: { ...defaultRates, RequestCertificate: 5 } } });
    const ask = (nowMs: number) =>
      outcomeOf(call(acm, 'RequestCertificate', { DomainName: 'a.com', ValidationMethod: 'DNS' }, nowMs));
    expect(Array.from({ length: 6 }, () => ask(startMs))).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
      'ok',
      'ThrottlingException',
    ]);
    expect(ask(startMs + 200)).toBe('ok');
  });
});

const defaultRates = {
  RequestCertificate: 5,
  DescribeCertificate: 10,
  ListCertificates: 8,
  ListTagsForCertificate: 10,
  AddTagsToCertificate: 5,
  DeleteCertificate: 10,
};

it('says what it does not model', () => {
  expect(outcomeOf(call(openAcm().acm, 'ExportCertificate', {}))).toBe('UnknownOperationException');
});

it('goes on from a snapshot', () => {
  const { acm } = openAcm();
  const arn = request(acm, ['a.com'], { IdempotencyToken: 'one', Tags: [{ Key: 'k', Value: 'v' }] });
  const after = openAcm().acm;
  after.restore(JSON.parse(JSON.stringify(acm.snapshot())));
  expect(statusOf(after, arn, startMs + 5000)).toBe('PENDING_VALIDATION');
  expect(request(after, ['a.com'], { IdempotencyToken: 'one' })).toBe(arn);
  expect(call(after, 'ListTagsForCertificate', { CertificateArn: arn }, startMs + 5000).body).toBe(
    '{"Tags":[{"Key":"k","Value":"v"}]}',
  );
});
