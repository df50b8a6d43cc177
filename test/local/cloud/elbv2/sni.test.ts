import { expect, it } from 'vitest';
import { type Candidate, chooseCertificate } from '#local/cloud/elbv2/sni.ts';

const candidate = (arn: string, names: readonly string[], more: Partial<Candidate> = {}): Candidate => ({
  arn,
  names,
  keyAlgorithm: 'RSA_2048',
  notAfterMs: 1,
  ...more,
});
const first = candidate('default', ['*.a.com', 'a.com']);
const listed = [
  candidate('rsa', ['www.a.com']),
  candidate('later', ['www.a.com'], { notAfterMs: 2 }),
  candidate('longer', ['long.a.com'], { keyAlgorithm: 'RSA_4096' }),
  candidate('short', ['long.a.com'], { notAfterMs: 9 }),
  candidate('wild', ['*.b.com']),
  candidate('curve', ['x.b.com'], { keyAlgorithm: 'EC_prime256v1' }),
];

it.each([
  ['the latest of equals', 'WWW.a.com', 'later'],
  ['the longer key', 'long.a.com', 'longer'],
  ['a wildcard', 'y.b.com', 'wild'],
  ['a curve before RSA', 'x.b.com', 'curve'],
  ['the default for a label more', 'z.y.b.com', 'default'],
  ['the default for what no one covers', 'c.com', 'default'],
  ['the default without a name', '', 'default'],
])('shows %s', (_, name, arn) => {
  expect(chooseCertificate(listed, first, name)?.arn).toBe(arn);
});
