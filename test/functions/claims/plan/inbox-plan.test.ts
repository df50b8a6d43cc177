import { describe, expect, it } from 'vitest';
import { floorAfter, isClearable, planRange } from '../../../../functions/claims/plan/inbox-plan.ts';
import { lastKey } from '../../../../shared/domain/keys.ts';
import type { ProjectedObject } from '../../../../shared/domain/objects.ts';
import type { WalkRow } from '../../../../shared/rows/object-rows.ts';
import { apply, applyAll, kind, type Message, markerOf, objectOf, visible, within } from './rows-of-a-kind.ts';

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
    const before = planRange({
      kind,
      ...change(3, objectOf('a/1', 0)),
      receivedMs: 0,
      seq: 0,
      incarnation: 'one',
      stored: [],
      walks: [],
    }).rows[0];
    expect(before).toBeDefined();
    if (before === undefined) return;
    const stored = { ...before, settledMarker: before.marker, hosts: ['v0.example.com'] };
    const [after] = planRange({
      kind,
      ...change(4),
      receivedMs: 0,
      seq: 0,
      incarnation: 'one',
      stored: [stored],
      walks: [],
    }).rows;
    expect(after).toMatchObject({
      gone: true,
      hosts: ['v0.example.com'],
      settledMarker: markerOf(3),
      marker: markerOf(4),
    });
    expect(isClearable({ ...stored, gone: true }, markerOf(9))).toBe(false);
  });
});

describe('a stale range', () => {
  const known: readonly Message[] = [
    { marker: markerOf(5), from: 'a/1', upTo: 'a/1', objects: [objectOf('a/1', 0)] },
    { marker: markerOf(3), from: 'b/1', upTo: 'b/1', objects: [objectOf('b/1', 0)] },
  ];
  const walkOf = (counter: number, objects: readonly ProjectedObject[] = []): Message => ({
    marker: markerOf(counter),
    start: markerOf(counter - 1),
    from: '',
    upTo: lastKey,
    objects,
  });
  it.each<[string, readonly Message[], Message, boolean]>([
    ['says what was overtaken', known, { ...walkOf(4), from: 'a/1', upTo: 'a/1' }, true],
    ['is none where one key is new', known, walkOf(4, [objectOf('c/1', 0)]), false],
    ['is none where one key was known for less long', known, walkOf(4), false],
    ['is all of it overtaken', known, walkOf(2), true],
    ['is none when it comes twice', known, { ...walkOf(5), from: 'a/1', upTo: 'a/1' }, false],
    ['is none of an empty cluster', [], walkOf(4), false],
    ['is empty and older than a whole walk', [walkOf(9)], walkOf(4), true],
    ['is empty and newer than a whole walk', [walkOf(4)], walkOf(9), false],
  ])('%s: %#', (_name, before, { start, ...message }, stale) => {
    const { rows, walks, floor } = applyAll(before);
    const stored = [...rows.values()].filter((row) => within(row.ref.key, message));
    const input = { kind, ...message, receivedMs: 0, seq: 0, incarnation: 'one', stored, walks: [...walks.values()] };
    const since = { ...(start === undefined ? {} : { walkStart: start }), ...(floor === undefined ? {} : { floor }) };
    expect(planRange({ ...input, ...since }).stale).toBe(stale);
  });
});

describe('floorAfter', () => {
  const row = (over: Partial<WalkRow>): WalkRow => ({
    start: markerOf(6),
    from: '',
    upTo: lastKey,
    marker: markerOf(7),
    receivedMs: 0,
    seq: 0,
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
    ['ranges in another order', [row({ from: 'b/1' }), row({ upTo: 'b/1' })], true],
    ['a range within another', [row({ upTo: 'c/1' }), row({ from: 'a/1', upTo: 'b/1' }), row({ from: 'c/1' })], true],
    [
      'the rest of it in another incarnation',
      [row({ upTo: 'b/1', marker: markerOf(6) }), row({ from: 'b/1', marker: markerOf(6), incarnation: 'two' })],
      false,
    ],
    [
      'another incarnation as old as its start',
      [row({}), row({ start: markerOf(1), marker: markerOf(6), incarnation: 'two' })],
      true,
    ],
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
    const floor = { start: markerOf(6), incarnation: 'zero', heardMs: 0, heardSeq: 0, atMs: 0 };
    expect(floorAfter([row({})], markerOf(6), { floor, incarnation: 'one' })).toBe(true);
    expect(floorAfter([row({ start: markerOf(5) })], markerOf(5), { floor, incarnation: 'one' })).toBe(false);
    const raised = { floor: { ...floor, incarnation: 'one' }, incarnation: 'one' };
    expect(floorAfter([row({ start: markerOf(7) })], markerOf(7), raised)).toBe(true);
    expect(floorAfter([row({})], markerOf(6), { floor: { ...floor, incarnation: 'one' }, incarnation: 'one' })).toBe(
      false,
    );
  });
});
