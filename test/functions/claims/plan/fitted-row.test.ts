import { expect, it } from 'vitest';
import { fittedRow } from '../../../../functions/claims/plan/fitted-row.ts';
import type { ObjectRow, SettledClaim, Skipped } from '../../../../shared/rows/object-rows.ts';
import { ingressRef } from '../samples.ts';

const row = (claims: readonly SettledClaim[], skipped: readonly Skipped[] = []): ObjectRow => ({
  ref: ingressRef('shop/web'),
  marker: 'm1',
  gone: false,
  claims,
  skipped,
  hosts: [],
});
const long = 'x'.repeat(2_000);
const claimsOf = (count: number, over: Partial<SettledClaim> = {}): readonly SettledClaim[] =>
  Array.from({ length: count }, (_, index) => ({
    host: `${'h'.repeat(100)}${index}.example.com`,
    view: 'public',
    setIdentifier: '',
    verdict: 'refused',
    reason: 'NoZone',
    message: long,
    ...over,
  }));
const skips = (count: number, message = long): readonly Skipped[] =>
  Array.from({ length: count }, () => ({ reason: 'InvalidHost', message }));

it('leaves alone what fits', () => {
  const whole = row(claimsOf(60), skips(20));
  expect(fittedRow(whole)).toEqual(whole);
  const bytes = Buffer.byteLength(JSON.stringify([[], skips(1, '')]));
  const full = row([], skips(1, 'x'.repeat(180_000 - bytes)));
  expect(fittedRow(full)).toEqual(full);
  expect(fittedRow(row([], skips(1, 'x'.repeat(180_001 - bytes)))).skipped).toHaveLength(2);
});

it('takes the words away first, except of the first ones', () => {
  const { claims, skipped } = fittedRow(row(claimsOf(100), skips(50, 'x')));
  expect(claims).toHaveLength(100);
  expect(claims.map((claim) => 'message' in claim)).toEqual(claims.map((_, index) => index < 50));
  expect(skipped).toEqual(skips(50, 'x'));
  expect(fittedRow(row(claimsOf(100), skips(53, 'x'))).skipped).toEqual([
    ...skips(50, 'x'),
    { reason: 'TooManyHosts', message: '3 more of its hosts or fields are skipped; mend the first ones' },
  ]);
});

it('then what is listed with the sites', () => {
  const { message: _message, ...silent } = claimsOf(1)[0] as SettledClaim;
  const accepted = Array.from(
    { length: 1_000 },
    (): SettledClaim => ({ ...silent, verdict: 'holder', reason: 'Accepted' }),
  );
  const refused = claimsOf(10, { message: 'words' });
  expect(fittedRow(row([...accepted, ...refused]))).toMatchObject({
    claims: refused.map(({ host }) => ({ host })),
    skipped: [],
  });
});

it('at last all but the first of what is refused and one of each reason, and counts them', () => {
  const { reason: _reason, ...unreasoned } = claimsOf(1, { message: 'words' })[0] as SettledClaim;
  const claims = [
    ...claimsOf(1_000, { message: 'words' }),
    ...claimsOf(200, { message: 'words', reason: 'HostTaken' }),
    ...Array.from({ length: 3 }, () => unreasoned),
  ];
  const { claims: kept, skipped } = fittedRow(row(claims));
  expect(kept.map(({ reason }) => reason)).toEqual([...Array(50).fill('NoZone'), 'HostTaken', undefined]);
  expect(skipped).toEqual([
    {
      reason: 'TooManyHosts',
      message: 'more of its hosts are refused: 950 NoZone, 199 HostTaken, 2 Waiting; spread them over several objects',
    },
  ]);
});
