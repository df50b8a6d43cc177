import { expect, it } from 'vitest';
import type { ObservedCertificate } from '#shared/domain/certificate.ts';
import { isValid } from '../../../../functions/certificates/plan/fitness.ts';

const certificate: ObservedCertificate = {
  arn: 'arn:1',
  names: ['app.example.com'],
  status: 'ISSUED',
  type: 'AMAZON_ISSUED',
  keyAlgorithm: 'RSA_2048',
  notBeforeMs: 1_000,
  notAfterMs: 9_000,
  inUseBy: [],
  validations: [],
};

it.each<[string, Partial<ObservedCertificate>, number, boolean]>([
  ['one that ACM has issued', {}, 5_000, true],
  ['one that ACM has issued, by a clock that is late', {}, 500, true],
  ['one that was imported before its time', { type: 'IMPORTED' }, 500, false],
  ['one that was imported, in its time', { type: 'IMPORTED' }, 5_000, true],
  ['one that has ended', {}, 9_000, false],
  ['one of a private authority', { type: 'PRIVATE' }, 5_000, false],
  ['one that is on its way', { status: 'PENDING_VALIDATION' }, 5_000, false],
])('%s', (_, more, nowMs, expected) => {
  expect(isValid({ ...certificate, ...more }, nowMs)).toBe(expected);
});
