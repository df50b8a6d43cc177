import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mostCautious, POLICIES, type Policy } from '#shared/domain/policy.ts';

it.each<[readonly [Policy, ...Policy[]], Policy]>([
  [['sync', 'observe'], 'observe'],
  [['upsert-only', 'create-only', 'sync'], 'create-only'],
  [['sync', 'upsert-only'], 'upsert-only'],
  [['sync'], 'sync'],
])('the most cautious of %j is %s', (policies, expected) => {
  expect(mostCautious(...policies)).toBe(expected);
});

it('does not depend on the order and never allows more than any of them', () => {
  const policy = fc.constantFrom(...POLICIES);
  fc.assert(
    fc.property(policy, policy, policy, (a, b, c) => {
      expect(mostCautious(a, b, c)).toBe(mostCautious(c, a, b));
      expect(POLICIES.indexOf(mostCautious(a, b, c))).toBe(Math.min(...[a, b, c].map((one) => POLICIES.indexOf(one))));
    }),
  );
});
