import { describe, expect, it } from 'vitest';
import { type Hold, holdOver, isInForce } from '#shared/domain/hold.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { zonesOnly } from './settings.ts';

const nowMs = 1_000;
const site = { host: 'app.example.com', cluster: 'demo', wish: { edge: 'public', zone: 'Z1' } };
const until = (scope: Scope, untilMs: number): Hold => ({ scope, untilMs });
const over = (...holds: readonly Hold[]) => holdOver(site, holds, { configuration: zonesOnly, nowMs });

describe('the hold over a site', () => {
  it.each<[string, Scope]>([
    ['everything', 'all'],
    ['its cluster', 'cluster:demo'],
    ['its edge', 'edge:public'],
    ['its zone, by name', 'zone:example.com'],
    ['its host', 'host:app.example.com'],
  ])('is one of %s', (_name, scope) => {
    expect(over({ scope })).toEqual({ scope });
  });

  it.each<Scope>(['cluster:two', 'edge:private', 'zone:example.org', 'host:other.example.com'])(
    'is not one of %s',
    (scope) => {
      expect(over({ scope })).toBeUndefined();
    },
  );

  it('is none whose time is over', () => {
    expect(over(until('all', nowMs))).toBeUndefined();
    expect(over(until('all', nowMs + 1))).toEqual(until('all', nowMs + 1));
    expect([isInForce({ scope: 'all' }, nowMs), isInForce(until('all', nowMs), nowMs)]).toEqual([true, false]);
  });

  it('is the one that lasts longest, and of two that last as long the first', () => {
    const [short, long, endless] = [
      until('all', 2_000),
      until('edge:public', 3_000),
      { scope: 'cluster:demo' } as const,
    ];
    expect(over(short, long)).toBe(long);
    expect(over(long, short)).toBe(long);
    expect(over(long, endless, short)).toBe(endless);
    const first = until('cluster:demo', 3_000);
    expect(over(first, long)).toBe(first);
  });
});
