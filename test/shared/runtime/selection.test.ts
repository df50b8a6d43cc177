import { describe, expect, it } from 'vitest';
import type { ParkedRow } from '../../../shared/runtime/parked-row.ts';
import { select } from '../../../shared/runtime/selection.ts';
import type { WorkItem } from '../../../shared/runtime/work-item.ts';

const item = (key: string, dueMs: number, rest: Partial<WorkItem> = {}): WorkItem => ({
  lane: 'toy:a',
  key,
  dueMs,
  firstDueMs: dueMs,
  row: 'r',
  generation: 1,
  attempt: 0,
  ...rest,
});
const marked = (key: string): [string, ParkedRow] => [
  key,
  { key, reason: 'InternalError', message: 'm', until: 'hourly', alone: true, sinceMs: 1 },
];
const due = [item('a', 1), item('b', 2), item('a', 3, { attempt: 2, firstDueMs: 0 }), item('c', 4)];
const keysOf = (selection: ReturnType<typeof select>) => selection.take.map(({ key }) => key);

describe('what a drain takes', () => {
  it('everything, a key once, with the smallest attempt and the first due time', () => {
    const selection = select(due, new Map(), { taken: 0 });
    expect(keysOf(selection)).toEqual(['a', 'b', 'c']);
    expect(selection.take[0]).toMatchObject({ attempt: 0, firstDueMs: 0, items: [{ dueMs: 1 }, { dueMs: 3 }] });
  });

  it('as many keys as the crash rule allows', () => {
    expect(keysOf(select(due, new Map(), { taken: 0, slow: { take: 2, left: 9 } }))).toEqual(['a', 'b']);
  });

  it('a key that crashed alone, alone again, even if others are longer due', () => {
    expect(keysOf(select(due, new Map(), { taken: 0, alone: { key: 'c', crashes: 1 } }))).toEqual(['c']);
    expect(keysOf(select(due, new Map(), { taken: 0, alone: { key: 'c', crashes: 0 } }))).toEqual(['a', 'b', 'c']);
  });

  it('a key that crashed alone three times is not taken but parked', () => {
    const selection = select(due, new Map(), { taken: 0, alone: { key: 'b', crashes: 3 } });
    expect(keysOf(selection)).toEqual(['a', 'c']);
    expect(selection.poison?.key).toBe('b');
    expect(select(due, new Map(), { taken: 0, alone: { key: 'x', crashes: 3 } }).poison).toBeUndefined();
  });

  it('a key marked by its crashes never together with others, and only when it is the longest due', () => {
    expect(keysOf(select(due, new Map([marked('b')]), { taken: 0 }))).toEqual(['a', 'c']);
    expect(keysOf(select(due, new Map([marked('a')]), { taken: 0 }))).toEqual(['a']);
  });

  it('nothing of nothing', () => {
    expect(select([], new Map(), { taken: 0 })).toEqual({ take: [] });
  });
});
