import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, certificate, openElbv2, remove } from './ask.ts';

const step = fc.record({
  isAdded: fc.boolean(),
  listener: fc.constantFrom<'https' | 'other' | 'tls'>('https', 'other', 'tls'),
  certificate: fc.integer({ min: -1, max: 40 }),
  laterMs: fc.nat(3000),
});
const steps = fc.array(step, { maxLength: 120 });
const arnOf = (at: number): string => certificate(at < 0 ? 'first' : at);

describe('laws of listeners', () => {
  it('no load balancer shows more than 25, no listener the same twice, and the default stays', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { elbv2, ...listeners } = openElbv2();
        let nowMs = 0;
        for (const { isAdded, listener, certificate: at, laterMs } of all) {
          nowMs += laterMs;
          (isAdded ? add : remove)(elbv2, listeners[listener], arnOf(at), nowMs);
        }
        const shown = (name: 'https' | 'other' | 'tls') => elbv2.shownBy(listeners[name], nowMs);
        const lists = [shown('https')?.listed ?? [], shown('other')?.listed ?? [], shown('tls')?.listed ?? []];
        expect((lists[0]?.length ?? 0) + (lists[1]?.length ?? 0)).toBeLessThanOrEqual(25);
        expect((lists[2]?.length ?? 0) + 1).toBeLessThanOrEqual(25);
        for (const list of lists) expect(new Set(list).size).toBe(list.length);
        for (const name of ['https', 'other', 'tls'] as const) expect(shown(name)?.first).toBe(certificate('first'));
      }),
      { numRuns: 60 },
    );
  });

  it('what ACM has heard is what was there a while before', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 40 }), (all, at) => {
        const { elbv2, https, first } = openElbv2();
        const history: { readonly atMs: number; readonly isUsed: boolean }[] = [];
        let nowMs = 0;
        for (const { isAdded, certificate: of, laterMs } of all) {
          nowMs += laterMs + 1;
          (isAdded ? add : remove)(elbv2, https, arnOf(of), nowMs);
          history.push({ atMs: nowMs, isUsed: elbv2.usersOf(arnOf(at), nowMs, 'actual').includes(first.arn) });
        }
        const before = history.findLast(({ atMs }) => atMs <= nowMs - 2000)?.isUsed ?? false;
        expect(elbv2.usersOf(arnOf(at), nowMs, 'known').includes(first.arn)).toBe(before);
      }),
      { numRuns: 60 },
    );
  });
});
