import { describe, expect, it } from 'vitest';
import type { CertificateAvailable } from '#local/cloud/acm/options.ts';
import { call, dayMs, describeOne, issue, openAcm, outcomeOf, publish, request, startMs, statusOf } from './ask.ts';

const hourMs = 3_600_000;

describe('a certificate is issued', () => {
  it('when the CNAME of each name stands, and not before', () => {
    const { acm, records } = openAcm();
    const arn = request(acm, ['a.com', 'b.com']);
    const options = describeOne(acm, arn, startMs + 5000).DomainValidationOptions ?? [];
    const [first, second] = options.map(({ ResourceRecord }) => ResourceRecord);
    records.set(`${first?.Name.slice(0, -1)} CNAME`, [first?.Value ?? '']);
    expect(describeOne(acm, arn, startMs + 6000)).toMatchObject({
      Status: 'PENDING_VALIDATION',
      DomainValidationOptions: [{ ValidationStatus: 'SUCCESS' }, { ValidationStatus: 'PENDING_VALIDATION' }],
    });
    records.set(`${second?.Name.slice(0, -1)} CNAME`, ['something.else.']);
    expect(statusOf(acm, arn, startMs + 7000)).toBe('PENDING_VALIDATION');
    records.set(`${second?.Name.slice(0, -1)} CNAME`, [second?.Value.toUpperCase() ?? '']);
    expect(statusOf(acm, arn, startMs + 8000)).toBe('ISSUED');
  });

  it('with one record for a domain and its wildcard, the same in every region and for each certificate', () => {
    const { acm } = openAcm();
    const recordsOf = (arn: string) =>
      describeOne(acm, arn, startMs + 5000).DomainValidationOptions?.map(({ ResourceRecord }) => ResourceRecord?.Name);
    const [wild, plain] = recordsOf(request(acm, ['*.a.com', 'a.com'])) ?? [];
    expect(wild).toBe(plain);
    expect(recordsOf(request(acm, ['a.com']))).toEqual([plain]);
    expect(recordsOf(request(acm, ['x.a.com']))).not.toEqual([plain]);
  });

  it('for 198 days, with an event', () => {
    const events: CertificateAvailable[] = [];
    const { acm, records } = openAcm({ onAvailable: (event) => events.push(event) });
    const { arn, issuedMs } = issue(acm, records, ['a.com']);
    expect(describeOne(acm, arn, issuedMs).NotAfter).toBe((issuedMs + 198 * dayMs) / 1000);
    expect(events).toEqual([{ arn, account: '000000000000', region: 'eu-central-1', action: 'ISSUANCE' }]);
  });

  it('never after 72 hours', () => {
    const { acm, records } = openAcm();
    const arn = request(acm, ['a.com']);
    publish(acm, records, arn, startMs + 5000);
    records.clear();
    expect(statusOf(acm, arn, startMs + 72 * hourMs - 1)).toBe('PENDING_VALIDATION');
    publish(acm, records, arn, startMs + 72 * hourMs - 1);
    expect(statusOf(acm, arn, startMs + 72 * hourMs)).toBe('VALIDATION_TIMED_OUT');
  });

  it.each<[string, readonly string[], string, string]>([
    ['somebody else', ['0 issue "letsencrypt.org"'], 'a.com', 'FAILED'],
    ['nobody', ['0 issue ";"'], 'a.com', 'FAILED'],
    ['Amazon too', ['0 issue "letsencrypt.org"', '0 issue "amazontrust.com"'], 'a.com', 'ISSUED'],
    ['Amazon, for no wildcards', ['0 issue "amazon.com"', '0 issuewild ";"'], '*.a.com', 'FAILED'],
    ['Amazon for wildcards only', ['0 issue ";"', '0 issuewild "awstrust.com"'], '*.a.com', 'ISSUED'],
    ['whoever, with an address for reports', ['0 iodef "mailto:a@a.com"'], 'a.com', 'ISSUED'],
    ['by a critical tag nobody knows', ['128 unknown "x"'], 'a.com', 'FAILED'],
  ])('where CAA lets sign: %s', (_, caa, name, status) => {
    const { acm, records } = openAcm();
    records.set('a.com CAA', caa);
    const { arn, issuedMs } = issue(acm, records, [name.replace('a.com', 'b.a.com')]);
    expect(statusOf(acm, arn, issuedMs)).toBe(status);
    if (status === 'FAILED') expect(describeOne(acm, arn, issuedMs).FailureReason).toBe('CAA_ERROR');
  });

  it('by the CAA of the nearest name that has any', () => {
    const { acm, records } = openAcm();
    records.set('a.com CAA', ['0 issue ";"']).set('b.a.com CAA', ['0 issue "amazon.com"']);
    const { arn, issuedMs } = issue(acm, records, ['c.b.a.com']);
    expect(statusOf(acm, arn, issuedMs)).toBe('ISSUED');
  });
});

describe('a certificate is renewed', () => {
  const near = 198 * dayMs - 45 * dayMs;

  it('from 45 days before its end, under its ARN, while it is used and its records stand', () => {
    const { acm, records, used } = openAcm();
    const { arn, issuedMs } = issue(acm, records, ['a.com']);
    const endMs = issuedMs + 198 * dayMs;
    expect(acm.certificate(arn, issuedMs + near)?.notAfterMs).toBe(endMs);
    used.add(arn);
    expect(acm.certificate(arn, issuedMs + near)?.notAfterMs).toBe(issuedMs + near + 198 * dayMs);
    expect(describeOne(acm, arn, issuedMs + near).RenewalSummary?.RenewalStatus).toBe('SUCCESS');
  });

  it('not while one record is missing: then it says which, and expires', () => {
    const { acm, records, used } = openAcm();
    const { arn, issuedMs } = issue(acm, records, ['a.com', 'b.com']);
    used.add(arn);
    for (const name of records.keys()) if (name.includes('b.com')) records.delete(name);
    expect(describeOne(acm, arn, issuedMs + near).RenewalSummary).toMatchObject({
      RenewalStatus: 'PENDING_VALIDATION',
      DomainValidationOptions: [{ ValidationStatus: 'SUCCESS' }, { ValidationStatus: 'PENDING_VALIDATION' }],
    });
    expect(describeOne(acm, arn, issuedMs + 198 * dayMs)).toMatchObject({
      Status: 'EXPIRED',
      RenewalSummary: { RenewalStatus: 'FAILED' },
    });
  });

  it('not where CAA forbids it by now', () => {
    const { acm, records, used } = openAcm();
    const { arn, issuedMs } = issue(acm, records, ['a.com']);
    used.add(arn);
    records.set('a.com CAA', ['0 issue ";"']);
    expect(describeOne(acm, arn, issuedMs + near).RenewalSummary?.RenewalStatusReason).toBe('CAA_ERROR');
  });
});

describe('a certificate is deleted', () => {
  it('only while nothing uses it', () => {
    const { acm, records, used } = openAcm();
    const { arn, issuedMs } = issue(acm, records, ['a.com']);
    const remove = () => outcomeOf(call(acm, 'DeleteCertificate', { CertificateArn: arn }, issuedMs));
    used.add(arn);
    expect([describeOne(acm, arn, issuedMs).InUseBy.length, remove()]).toEqual([1, 'ResourceInUseException']);
    used.delete(arn);
    expect([remove(), remove()]).toEqual(['ok', 'ResourceNotFoundException']);
  });

  it('by an ARN that is one', () => {
    expect(outcomeOf(call(openAcm().acm, 'DeleteCertificate', { CertificateArn: 'a' }))).toBe('InvalidArnException');
  });
});
