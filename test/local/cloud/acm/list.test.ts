import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Acm } from '#local/cloud/acm/acm.ts';
import { call, openAcm, outcomeOf, request, startMs } from './ask.ts';

const Page = z.object({
  CertificateSummaryList: z.array(
    z.object({ CertificateArn: z.string(), KeyAlgorithm: z.string(), Status: z.string(), InUse: z.boolean() }),
  ),
  NextToken: z.string().optional(),
});
const laterMs = startMs + 5000;
const page = (acm: Acm, input: object = {}) =>
  Page.parse(JSON.parse(call(acm, 'ListCertificates', input, laterMs).body));
const arnsOf = (acm: Acm, input: object = {}) =>
  page(acm, input).CertificateSummaryList.map((one) => one.CertificateArn);
const imported = { account: '000000000000', region: 'eu-central-1', createdAtMs: 0, notAfterMs: startMs - 1 };

describe('ListCertificates', () => {
  it('tells of RSA keys up to 2048 only, unless it is asked for others', () => {
    const { acm } = openAcm();
    const rsa = request(acm, ['a.com']);
    const curve = request(acm, ['a.com'], { KeyAlgorithm: 'EC_prime256v1' });
    expect(arnsOf(acm)).toEqual([rsa]);
    expect(arnsOf(acm, { Includes: { keyTypes: ['RSA_2048', 'EC_prime256v1'] } }).toSorted()).toEqual(
      [rsa, curve].toSorted(),
    );
  });

  it('filters by status, and sees what has expired', () => {
    const { acm } = openAcm({ certificates: [{ ...imported, names: ['a.com'], type: 'IMPORTED' }] });
    expect(page(acm).CertificateSummaryList[0]?.Status).toBe('EXPIRED');
    expect(arnsOf(acm, { CertificateStatuses: ['ISSUED'] })).toEqual([]);
  });

  it('refuses what is not modelled', () => {
    expect(outcomeOf(call(openAcm().acm, 'ListCertificates', { SortBy: 'CREATED_AT' }))).toBe('ValidationException');
  });

  it('gives every certificate once, page by page, also while others are deleted', () => {
    const sizes = fc.record({ count: fc.nat(12), size: fc.integer({ min: 1, max: 5 }), gone: fc.nat(11) });
    fc.assert(
      fc.property(sizes, ({ count, size, gone }) => {
        const { acm } = openAcm();
        const arns = Array.from({ length: count }, (_, at) => request(acm, [`a${at}.com`], {}, startMs + at));
        const seen: string[] = [];
        for (let next: string | undefined, first = true; first || next !== undefined; first = false) {
          const read = page(acm, { MaxItems: size, ...(next === undefined ? {} : { NextToken: next }) });
          seen.push(...read.CertificateSummaryList.map((one) => one.CertificateArn));
          next = read.NextToken;
          const removed = arns[gone];
          if (first && removed !== undefined && !seen.includes(removed)) acm.remove(removed);
        }
        const left = acm.certificates(laterMs).map(({ arn }) => arn);
        expect([...new Set(seen)].length).toBe(seen.length);
        expect(left.filter((arn) => !seen.includes(arn))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('tags', () => {
  it('are added, replaced, and at most 50', () => {
    const { acm } = openAcm();
    const arn = request(acm, ['a.com'], { Tags: [{ Key: 'a', Value: '1' }] });
    const add = (Tags: object[]) =>
      outcomeOf(call(acm, 'AddTagsToCertificate', { CertificateArn: arn, Tags }, laterMs));
    expect(add([{ Key: 'a', Value: '2' }, { Key: 'b' }])).toBe('ok');
    expect(call(acm, 'ListTagsForCertificate', { CertificateArn: arn }, laterMs).body).toBe(
      '{"Tags":[{"Key":"a","Value":"2"},{"Key":"b","Value":""}]}',
    );
    expect(add(Array.from({ length: 49 }, (_, at) => ({ Key: `t${at}` })))).toBe('TooManyTagsException');
  });
});
