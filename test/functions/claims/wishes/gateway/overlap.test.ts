import fc from 'fast-check';
import { expect, it } from 'vitest';
import { overlap } from '../../../../../functions/claims/wishes/gateway/overlap.ts';

const label = fc.constantFrom('a', 'b');
const plain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const name = fc.tuple(fc.boolean(), plain).map(([isWild, text]) => (isWild ? `*.${text}` : text));

/** Gateway API reference, "Hostname": a wildcard stands for one label or more. */
const answers = (host: string, request: string): boolean =>
  host.startsWith('*.') ? request.endsWith(host.slice(1)) && request.length > host.length - 1 : host === request;

it('law: answers exactly what both answer', () => {
  fc.assert(
    fc.property(name, name, plain, (one, other, request) => {
      const both = overlap(one, other);
      const isMet = both !== undefined && answers(both, request);
      expect(isMet).toBe(answers(one, request) && answers(other, request));
    }),
  );
});

it('law: is the same either way round, and one of the two', () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      const both = overlap(one, other);
      expect(overlap(other, one)).toBe(both);
      if (both !== undefined) expect([one, other]).toContain(both);
      expect(overlap(one, one)).toBe(one);
    }),
  );
});
