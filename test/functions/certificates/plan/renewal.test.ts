import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedCertificate } from '#shared/domain/certificate.ts';
import {
  type NameLook,
  nextRenewalLook,
  renewalHindrance,
  renewalLooks,
} from '../../../../functions/certificates/plan/renewal.ts';

const day = 86_400_000;
const record = { name: '_5d.example.com', value: '_a7.acm-validations.aws' };
const certificate: ObservedCertificate = {
  arn: 'arn:1',
  names: ['*.example.com', 'www.other.org'],
  status: 'ISSUED',
  type: 'AMAZON_ISSUED',
  keyAlgorithm: 'RSA_2048',
  notBeforeMs: 0,
  notAfterMs: 198 * day,
  inUseBy: ['arn:lb'],
  validations: [
    { domain: '*.example.com', status: 'SUCCESS', record },
    {
      domain: 'www.other.org',
      status: 'SUCCESS',
      record: { name: '_9f.www.other.org', value: '_b8.acm-validations.aws' },
    },
  ],
};
const fine: readonly (readonly [string, NameLook])[] = [
  ['*.example.com', { cname: { to: '_A7.acm-validations.aws.' }, caa: [] }],
  ['www.other.org', { cname: { to: '_b8.acm-validations.aws' }, caa: [{ tag: 'issue', value: 'amazon.com' }] }],
];
const looks = (...changed: readonly (readonly [string, NameLook])[]) => new Map([...fine, ...changed]);

describe('when a certificate is looked at', () => {
  it('45, 30, 15, 7, 3 and 1 days before its end', () => {
    expect(renewalLooks(certificate).map((atMs) => 198 - atMs / day)).toEqual([45, 30, 15, 7, 3, 1]);
  });

  it.each([
    [100, [30, 15, 7, 3, 1]],
    [47, [15, 7, 3, 1]],
    [6, [1]],
  ])('of %s days only in the last third of its life', (days, expected) => {
    const notAfterMs = days * day;
    expect(renewalLooks({ notBeforeMs: 0, notAfterMs }).map((atMs) => days - Math.round(atMs / day))).toEqual(expected);
  });

  it('each look once, whenever somebody comes by; none after its end, and again for the renewed one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 * day }), { minLength: 1, maxLength: 60 }), (steps) => {
        let lookedMs: number | undefined;
        let nowMs = 140 * day;
        const seen: number[] = [];
        for (const step of steps) {
          nowMs += step;
          const next = nextRenewalLook(certificate, lookedMs, nowMs);
          if (nowMs >= 198 * day) expect(next).toBeUndefined();
          if (next === undefined) continue;
          expect(next).toBeGreaterThanOrEqual(nowMs);
          if (next > nowMs) continue;
          seen.push(nowMs);
          lookedMs = nowMs;
        }
        const passed = renewalLooks(certificate).filter((atMs) => atMs <= nowMs);
        expect(seen.length).toBeLessThanOrEqual(passed.length);
        const last = seen.at(-1);
        const missed = passed.filter((atMs) => atMs > (last ?? 0));
        if (nowMs < 198 * day) expect(missed).toEqual([]);
      }),
    );
    const renewed = { notBeforeMs: 150 * day, notAfterMs: 348 * day };
    expect(nextRenewalLook(renewed, 154 * day, 155 * day)).toBe(303 * day);
  });
});

describe('why a certificate will not be renewed', () => {
  it('nothing, where all its records stand', () => {
    expect(renewalHindrance(certificate, looks())).toBeUndefined();
    expect(renewalHindrance(certificate, new Map())).toBeUndefined();
  });

  it.each<[string, Partial<ObservedCertificate>, readonly (readonly [string, NameLook])[], string]>([
    [
      'a record of one name is missing',
      {},
      [['www.other.org', { cname: {} }]],
      'www.other.org lacks CNAME _9f.www.other.org → _b8.acm-validations.aws in public DNS; add it',
    ],
    [
      'it leads elsewhere',
      {},
      [['*.example.com', { cname: { to: 'parked.example.net' } }]],
      '*.example.com has _5d.example.com → parked.example.net, where CNAME',
    ],
    [
      'CAA forbids a name',
      {},
      [['www.other.org', { cname: { to: '_b8.acm-validations.aws' }, caa: [{ tag: 'issue', value: 'pki.goog' }] }]],
      'CAA records let only pki.goog issue for www.other.org',
    ],
    ['nothing uses it', { inUseBy: [] }, [], 'nothing uses it'],
    ['it was imported', { type: 'IMPORTED' }, [], 'it was imported'],
    ['ACM says so', { renewal: { status: 'FAILED', reason: 'CAA_ERROR' } }, [], 'ACM says CAA_ERROR'],
  ])('%s', (_, more, changed, message) => {
    const found = renewalHindrance({ ...certificate, ...more }, looks(...changed));
    expect(found?.reason).toBe('RenewalBlocked');
    expect(found?.message).toContain('not renewed before it ends at 1970-07-18T00:00:00.000Z: ');
    expect(found?.message).toContain(message);
  });

  it('tells of every name that is to blame, and of no other', () => {
    const found = renewalHindrance(
      certificate,
      looks(['*.example.com', { cname: {} }], ['www.other.org', { cname: {} }]),
    );
    expect(found?.message).toMatch(/\*\.example\.com lacks.*; www\.other\.org lacks/);
    const one = renewalHindrance(certificate, looks(['*.example.com', { cname: {} }]));
    expect(one?.message).not.toContain('www.other.org');
  });
});
