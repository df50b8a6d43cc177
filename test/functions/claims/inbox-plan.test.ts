import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorAfter, isClearable, planRange } from '../../../functions/claims/inbox-plan.ts';
import { compareKeys, lastKey } from '../../../shared/domain/keys.ts';
import { formatEpoch, formatMarker } from '../../../shared/domain/marker.ts';
import type { ProjectedObject } from '../../../shared/domain/objects.ts';
import type { FloorRow, ObjectRow, WalkRow } from '../../../shared/rows/object-rows.ts';
import { ingress } from './world.ts';

const kind = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress' };
const markerOf = (counter: number): string => formatMarker(formatEpoch(1_700_000_000_000, 'aaaa'), counter);

interface Message {
  readonly marker: string;
  readonly start?: string;
  readonly from: string;
  readonly upTo: string;
  readonly objects: readonly ProjectedObject[];
}

interface State {
  readonly rows: Map<string, ObjectRow>;
  readonly walks: Map<string, WalkRow>;
  floor?: FloorRow;
}

const empty = (): State => ({ rows: new Map(), walks: new Map() });
const within = (key: string, { from, upTo }: Message): boolean =>
  compareKeys(from, key) <= 0 && compareKeys(key, upTo) <= 0;

/** Applies as the drain does: rows, range row, floor, and what the floor makes needless. */
function apply(state: State, message: Message, incarnation = 'one'): void {
  const { marker, start, from, upTo, objects } = message;
  const { rows, walks, floor } = state;
  const plan = planRange({
    kind,
    from,
    upTo,
    objects,
    marker,
    ...(start === undefined ? {} : { walkStart: start }),
    incarnation,
    stored: [...rows.values()].filter((row) => within(row.ref.key, message)),
    walks: [...walks.values()],
    ...(floor === undefined ? {} : { floor }),
  });
  for (const row of plan.rows) rows.set(row.ref.key, { ...row, settledMarker: row.marker });
  if (plan.walk !== undefined) walks.set(`${plan.walk.start} ${plan.walk.from}`, plan.walk);
  if (
    start === undefined ||
    !floorAfter([...walks.values()], start, { incarnation, ...(floor === undefined ? {} : { floor }) })
  )
    return;
  state.floor = { start, incarnation, atMs: 0 };
  for (const [name, walk] of walks) if (walk.marker < start) walks.delete(name);
  for (const [key, row] of rows) if (isClearable(row, start)) rows.delete(key);
}

const applyAll = (messages: readonly Message[]): State => {
  const state = empty();
  for (const message of messages) apply(state, message);
  return state;
};

/** What the rest of the system sees: the objects that exist. */
const visible = (state: State): Record<string, unknown> =>
  Object.fromEntries(
    [...state.rows.values()]
      .filter((row) => !row.gone)
      .map((row) => [row.ref.key, row.object])
      .sort(),
  );

const keys = ['a/1', 'b/1', 'c/1', 'd/1'];
const objectOf = (key: string, variant: number): ProjectedObject => ingress(key, [`v${variant}.example.com`]);

/** The true history of a cluster: each step changes one key or speaks a whole walk in two ranges. */
const history = fc
  .array(
    fc.oneof(
      fc.record({
        step: fc.constant('set' as const),
        key: fc.constantFrom(...keys),
        variant: fc.integer({ min: 0, max: 2 }),
      }),
      fc.record({ step: fc.constant('delete' as const), key: fc.constantFrom(...keys) }),
      fc.record({ step: fc.constant('walk' as const), cut: fc.constantFrom(...keys) }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    const now = new Map<string, ProjectedObject>();
    const messages: Message[] = [];
    let counter = 0;
    const next = () => {
      counter += 1;
      return markerOf(counter);
    };
    const listed = (from: string, upTo: string) =>
      [...now.values()].filter(({ key }) => key >= from && key <= upTo).sort((a, b) => (a.key < b.key ? -1 : 1));
    const walk = (cut: string) => {
      const start = next();
      for (const [from, upTo] of [
        ['', cut],
        [cut, lastKey],
      ] as const) {
        messages.push({ marker: next(), start, from, upTo, objects: listed(from, upTo) });
      }
    };
    for (const step of steps) {
      if (step.step === 'walk') walk(step.cut);
      else {
        if (step.step === 'set') now.set(step.key, objectOf(step.key, step.variant));
        else now.delete(step.key);
        const object = now.get(step.key);
        messages.push({
          marker: next(),
          from: step.key,
          upTo: step.key,
          objects: object === undefined ? [] : [object],
        });
      }
    }
    const healing: Message[] = messages.splice(messages.length);
    const before = messages.length;
    walk('b/1');
    healing.push(...messages.splice(before));
    return { messages, healing, truth: Object.fromEntries([...now].sort()) };
  });

describe('the rows of one kind', () => {
  it('end the same in any order, with any repetition', () => {
    fc.assert(
      fc.property(
        history.chain((told) => {
          const all = [...told.messages, ...told.healing];
          const repeated = fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 });
          return fc.record({ told: fc.constant(told), order: repeated });
        }),
        ({ told, order }) => {
          expect(visible(applyAll(order))).toEqual(told.truth);
        },
      ),
    );
  });

  it('are healed by a later walk after any loss', () => {
    fc.assert(
      fc.property(
        history.chain((told) =>
          fc.record({
            told: fc.constant(told),
            left: fc.shuffledSubarray([...told.messages]),
            late: fc.shuffledSubarray([...told.messages]),
          }),
        ),
        ({ told, left, late }) => {
          expect(visible(applyAll([...left, ...told.healing, ...late]))).toEqual(told.truth);
        },
      ),
    );
  });

  it('change nothing when a message comes again', () => {
    fc.assert(
      fc.property(history, ({ messages, healing }) => {
        const once = applyAll([...messages, ...healing]);
        const twice = applyAll([...messages, ...healing, ...healing]);
        expect([...twice.rows.values()]).toEqual([...once.rows.values()]);
        expect(twice.floor).toEqual(once.floor);
      }),
    );
  });

  it('never let the floor fall, nor raise it by half a walk', () => {
    fc.assert(
      fc.property(
        history.chain(({ messages, healing }) => fc.shuffledSubarray([...messages, ...healing])),
        (order) => {
          const state = empty();
          let last = '';
          for (const message of order) {
            apply(state, message);
            const start = state.floor?.start ?? '';
            expect(start >= last).toBe(true);
            last = start;
          }
          const spoken = order.filter((message) => message.start === state.floor?.start && message.start !== undefined);
          expect(state.floor === undefined || new Set(spoken.map(({ from }) => from)).size === 2).toBe(true);
        },
      ),
    );
  });
});

describe('planRange', () => {
  const change = (counter: number, object?: ProjectedObject): Message => ({
    marker: markerOf(counter),
    from: 'a/1',
    upTo: 'a/1',
    objects: object === undefined ? [] : [object],
  });

  it('keeps a tombstone of a key that nobody knows, so that an older message cannot bring it back', () => {
    const state = applyAll([change(5), change(3, objectOf('a/1', 0))]);
    expect(state.rows.get('a/1')).toMatchObject({ gone: true, marker: markerOf(5) });
  });

  it('drops what is older than a walk that covers the key, though the walk wrote no row for it', () => {
    const walk = { marker: markerOf(7), start: markerOf(6), from: '', upTo: lastKey, objects: [] };
    expect(visible(applyAll([walk, change(3, objectOf('a/1', 0))]))).toEqual({});
  });

  it('keeps what is newer than a walk that arrives late', () => {
    const walk = { marker: markerOf(7), start: markerOf(6), from: '', upTo: lastKey, objects: [] };
    expect(Object.keys(visible(applyAll([change(8, objectOf('a/1', 0)), walk])))).toEqual(['a/1']);
  });

  it('leaves an equal row untouched in a walk, and moves the marker of a settled one without settling it again', () => {
    const object = objectOf('a/1', 0);
    const walk = { marker: markerOf(7), start: markerOf(6), from: '', upTo: lastKey, objects: [object] };
    const state = applyAll([change(3, object), walk]);
    expect(state.rows.get('a/1')?.marker).toBe(markerOf(3));
    apply(state, change(9, object));
    expect(state.rows.get('a/1')).toMatchObject({ marker: markerOf(9), settledMarker: markerOf(9) });
  });

  it('keeps claims, hosts and the settled marker of a row that changes', () => {
    const before = planRange({ kind, ...change(3, objectOf('a/1', 0)), incarnation: 'one', stored: [], walks: [] })
      .rows[0];
    expect(before).toBeDefined();
    if (before === undefined) return;
    const stored = { ...before, settledMarker: before.marker, hosts: ['v0.example.com'] };
    const [after] = planRange({ kind, ...change(4), incarnation: 'one', stored: [stored], walks: [] }).rows;
    expect(after).toMatchObject({
      gone: true,
      hosts: ['v0.example.com'],
      settledMarker: markerOf(3),
      marker: markerOf(4),
    });
    expect(isClearable({ ...stored, gone: true }, markerOf(9))).toBe(false);
  });
});

describe('floorAfter', () => {
  const row = (over: Partial<WalkRow>): WalkRow => ({
    start: markerOf(6),
    from: '',
    upTo: lastKey,
    marker: markerOf(7),
    incarnation: 'one',
    ...over,
  });

  it.each<[string, WalkRow[], boolean]>([
    ['one range from end to end', [row({})], true],
    ['two that meet', [row({ upTo: 'b/1' }), row({ from: 'b/1' })], true],
    ['a gap', [row({ upTo: 'b/1' }), row({ from: 'c/1' })], false],
    ['no beginning', [row({ from: 'a/1' })], false],
    ['no end', [row({ upTo: 'z/1' })], false],
    ['ranges of two walks', [row({ upTo: 'b/1' }), row({ from: 'b/1', start: markerOf(5) })], false],
    ['ranges of two incarnations', [row({ upTo: 'b/1' }), row({ from: 'b/1', incarnation: 'two' })], false],
    [
      'a newer range of another incarnation',
      [row({}), row({ start: markerOf(8), marker: markerOf(9), incarnation: 'two' })],
      false,
    ],
    [
      'an older range of another incarnation',
      [row({}), row({ start: markerOf(1), marker: markerOf(2), incarnation: 'two' })],
      true,
    ],
  ])('%s: %#', (_name, walks, raised) => {
    expect(floorAfter(walks, markerOf(6), { incarnation: 'one' })).toBe(raised);
  });

  it('does not fall, but counts again in another life of the table', () => {
    const floor = { start: markerOf(6), incarnation: 'zero', atMs: 0 };
    expect(floorAfter([row({})], markerOf(6), { floor, incarnation: 'one' })).toBe(true);
    expect(floorAfter([row({ start: markerOf(5) })], markerOf(5), { floor, incarnation: 'one' })).toBe(false);
    expect(floorAfter([row({})], markerOf(6), { floor: { ...floor, incarnation: 'one' }, incarnation: 'one' })).toBe(
      false,
    );
  });
});
