import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountedSite, judgeScopes, type Released, windowMs } from '../../../../functions/claims/plan/guard.ts';
import type { Scope } from '../../../../shared/domain/scope.ts';

const nowMs = 1_700_000_000_000;
const cluster: Scope = 'cluster:demo';

const names = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `h${from + index}`);
const site = (name: string, leaving: boolean, scopes: readonly Scope[] = [cluster]): CountedSite => ({
  name,
  scopes,
  leaving,
});
const gone = (name: string, atMs: number, scopes: readonly Scope[] = [cluster]): Released => ({ name, scopes, atMs });

/** `stay` sites stand, `planned` are planned to go, `went` went just now. */
function judge(stay: number, planned: number, went: number) {
  const sites = [
    ...names(0, stay).map((name) => site(name, false)),
    ...names(stay, stay + planned).map((name) => site(name, true)),
  ];
  const released = names(stay + planned, stay + planned + went).map((name) => gone(name, nowMs));
  return judgeScopes(sites, released, nowMs).get(cluster);
}

describe('the guard of a scope', () => {
  it.each([
    // stay, planned, went, may
    [100, 1, 0, true],
    [70, 30, 0, true],
    [69, 31, 0, false],
    [70, 20, 10, true],
    [70, 19, 11, true],
    [70, 10, 21, false],
    // three may always go, but not as all that is left
    [1, 3, 0, true],
    [0, 3, 0, false],
    [0, 2, 0, true],
    [0, 1, 0, true],
    [0, 2, 1, false],
    [0, 1, 1, true],
    [5, 4, 0, false],
    // 0.3 of 13 is 3.9
    [10, 3, 0, true],
    [9, 4, 0, false],
    [10, 4, 0, true],
    [10, 4, 1, false],
    [5, 0, 5, true],
    [0, 0, 0, undefined],
  ])('with %i that stay, %i planned and %i gone: %s', (stay, planned, went, may) => {
    expect(judge(stay, planned, went)?.may).toBe(may);
  });

  it('lets no record sets of one name make room for other names', () => {
    const crowd = names(0, 60).map((id) => site(`many.example.com/public/${id}`, false));
    const leaving = names(0, 10).map((name) => site(`${name}.example.com/public`, true));
    const verdict = judgeScopes([...crowd, ...leaving], [], nowMs).get(cluster);
    expect(verdict).toEqual({ may: false, leaving: 10, limit: 3, whole: 11 });
    expect(judgeScopes([...crowd, ...leaving.slice(0, 3)], [], nowMs).get(cluster)?.may).toBe(true);
  });

  it('counts a name as gone with the last of its record sets, however they go one after the other', () => {
    const half = names(0, 4).map((name) => gone(`${name}/public/blue`, nowMs));
    const stay = names(0, 40).map((name) => site(`${name}/public/green`, false));
    const more = names(50, 54).map((name) => site(`${name}/public`, true));
    expect(judgeScopes([...stay, ...more], half, nowMs).get(cluster)?.may).toBe(true);
    const last = stay.map((one, index) => (index < 10 ? { ...one, leaving: true } : one));
    expect(judgeScopes([...last, ...more], half, nowMs).get(cluster)).toMatchObject({
      may: false,
      leaving: 14,
      whole: 44,
    });
  });

  it('counts a site once that went, came back and is to go again', () => {
    const sites = [site('h0', true), ...names(1, 6).map((name) => site(name, false))];
    const verdict = judgeScopes(sites, [gone('h0', nowMs - 1), gone('h0', nowMs - 2)], nowMs).get(cluster);
    expect(verdict).toEqual({ may: true, leaving: 1, limit: 3, whole: 6, againAtMs: nowMs - 2 + windowMs + 1 });
  });

  it('forgets what went more than 61 minutes ago, to the millisecond', () => {
    const sites = names(0, 10).map((name, index) => site(name, index === 0));
    const went = (atMs: number) => ['a', 'b', 'c'].map((name) => gone(name, atMs));
    expect(judgeScopes(sites, went(nowMs - windowMs), nowMs).get(cluster)?.may).toBe(false);
    const verdict = judgeScopes(sites, went(nowMs - windowMs), nowMs).get(cluster);
    expect(judgeScopes(sites, went(nowMs - windowMs), verdict?.againAtMs ?? 0).get(cluster)?.may).toBe(true);
  });

  it('counts what went in the future of a clock that was set back', () => {
    const sites = names(0, 10).map((name, index) => site(name, index === 0));
    const later = ['a', 'b', 'c'].map((name) => gone(name, nowMs + 3_600_000));
    expect(judgeScopes(sites, later, nowMs).get(cluster)?.may).toBe(false);
  });

  it('is another one for each edge', () => {
    const on = (edge: string): readonly Scope[] => [cluster, `edge:${edge}`];
    const sites = [
      ...names(0, 40).map((name) => site(name, name === 'h0', on('public'))),
      ...names(40, 44).map((name) => site(name, true, on('private'))),
    ];
    const verdicts = judgeScopes(sites, [], nowMs);
    expect([...verdicts].map(([scope, { may }]) => [scope, may])).toEqual([
      [cluster, true],
      ['edge:public', true],
      ['edge:private', false],
    ]);
  });
});

/** What may happen to the names of a cluster with two edges. */
type Step =
  | { readonly step: 'delete'; readonly from: number; readonly count: number; readonly stride: number }
  | { readonly step: 'return'; readonly from: number; readonly count: number }
  | { readonly step: 'publish'; readonly count: number }
  | { readonly step: 'wipe'; readonly edge: number }
  | { readonly step: 'pass'; readonly minutes: number };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      step: fc.constant('delete' as const),
      from: fc.nat(60),
      count: fc.integer({ min: 1, max: 12 }),
      stride: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({ step: fc.constant('return' as const), from: fc.nat(60), count: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ step: fc.constant('publish' as const), count: fc.integer({ min: 1, max: 10 }) }),
    fc.record({ step: fc.constant('wipe' as const), edge: fc.nat(1) }),
    fc.record({ step: fc.constant('pass' as const), minutes: fc.integer({ min: 0, max: 40 }) }),
  ),
  { maxLength: 40 },
);

/** The names as claims keep them: due two minutes after they were planned, executed one by one after one judgement. */
class Names {
  readonly live = new Map<string, { edge: Scope; dueMs?: number }>();
  readonly released: Released[] = [];
  readonly limits: { readonly atMs: number; readonly scope: Scope; readonly limit: number; readonly all: boolean }[] =
    [];
  atMs = nowMs;
  #next = 0;

  publish(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      this.live.set(`h${this.#next}`, { edge: this.#next % 4 === 0 ? 'edge:private' : 'edge:public' });
      this.#next += 1;
    }
  }

  take(step: Step): void {
    if (step.step === 'publish') this.publish(step.count);
    else if (step.step === 'pass') this.atMs += step.minutes * 60_000;
    else if (step.step === 'return') for (const name of names(step.from, step.from + step.count)) this.#back(name);
    else for (const name of this.#chosen(step)) this.#plan(name);
  }

  #chosen(step: Extract<Step, { step: 'delete' | 'wipe' }>): readonly string[] {
    if (step.step === 'wipe') {
      const edge = step.edge === 0 ? 'edge:public' : 'edge:private';
      return [...this.live].filter(([, one]) => one.edge === edge).map(([name]) => name);
    }
    return names(0, step.count).map((_, index) => `h${step.from + index * step.stride}`);
  }

  #plan(name: string): void {
    const one = this.live.get(name);
    if (one !== undefined) one.dueMs ??= this.atMs + 120_000;
  }

  #back(name: string): void {
    const known = this.live.get(name);
    if (known !== undefined) delete known.dueMs;
    else if (Number(name.slice(1)) < this.#next) {
      this.live.set(name, { edge: Number(name.slice(1)) % 4 === 0 ? 'edge:private' : 'edge:public' });
    }
  }

  counted(): readonly CountedSite[] {
    return [...this.live].map(([name, { edge, dueMs }]) => site(name, dueMs !== undefined, [cluster, edge]));
  }

  /** One drain; tells how many were due, and how many of them went. */
  drain(): void {
    const verdicts = judgeScopes(this.counted(), this.released, this.atMs);
    for (const [name, { edge, dueMs }] of this.live) {
      if (dueMs === undefined || dueMs > this.atMs) continue;
      const scopes = [cluster, edge];
      if (!scopes.every((scope) => verdicts.get(scope)?.may)) continue;
      this.live.delete(name);
      this.released.push(gone(name, this.atMs, scopes));
      for (const scope of scopes) this.#note(scope);
    }
  }

  #note(scope: Scope): void {
    const present = this.counted().filter(({ scopes }) => scopes.includes(scope));
    const recent = this.released.filter(({ scopes, atMs }) => scopes.includes(scope) && atMs >= this.atMs - windowMs);
    const whole = new Set([...present, ...recent].map(({ name }) => name)).size;
    const limit = Math.max(3, Math.floor((3 * whole) / 10));
    this.limits.push({ atMs: this.atMs, scope, limit, all: present.length === 0 && whole >= 3 });
  }
}

const goneIn = (all: readonly Released[], scope: Scope, toMs: number): number =>
  new Set(
    all
      .filter(({ scopes, atMs }) => scopes.includes(scope) && atMs <= toMs && atMs >= toMs - windowMs)
      .map(({ name }) => name),
  ).size;

describe('whatever the slicing of whatever deletions, with returns and new names between', () => {
  it('no more than the limit is ever gone within 61 minutes, and never everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), steps, (count, taken) => {
        const state = new Names();
        state.publish(count);
        for (const step of taken) {
          state.take(step);
          state.drain();
        }
        for (const { atMs, scope, limit, all } of state.limits) {
          expect(goneIn(state.released, scope, atMs)).toBeLessThanOrEqual(limit);
          expect(all).toBe(false);
        }
      }),
    );
  });

  it('all that is planned may go or none of it, and what goes changes nothing for the rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), steps, fc.nat(59), (count, taken, pick) => {
        const state = new Names();
        state.publish(count);
        for (const step of taken) state.take(step);
        state.atMs += 120_000;
        const before = judgeScopes(state.counted(), state.released, state.atMs);
        const planned = state
          .counted()
          .filter(({ leaving, scopes }) => leaving && scopes.every((one) => before.get(one)?.may));
        const first = planned[pick % Math.max(1, planned.length)];
        if (first === undefined) return;
        state.live.delete(first.name);
        state.released.push(gone(first.name, state.atMs, first.scopes));
        const after = judgeScopes(state.counted(), state.released, state.atMs);
        for (const { scopes } of planned) for (const scope of scopes) expect(after.get(scope)?.may).toBe(true);
      }),
    );
  });

  it('says the same in whatever order it is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), steps, (count, taken) => {
        const state = new Names();
        state.publish(count);
        for (const step of taken) {
          state.take(step);
          state.drain();
        }
        const forward = judgeScopes(state.counted(), state.released, state.atMs);
        const backward = judgeScopes([...state.counted()].reverse(), [...state.released].reverse(), state.atMs);
        for (const [scope, verdict] of forward) expect(backward.get(scope)).toEqual(verdict);
      }),
    );
  });
});
