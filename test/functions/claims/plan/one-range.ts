import type { RangeInput } from '../../../../functions/claims/plan/inbox-plan.ts';
import type { FloorRow, ObjectRow, WalkRow } from '../../../../shared/rows/object-rows.ts';
import { kind, markerOf, objectOf } from './rows-of-a-kind.ts';

export const object = objectOf('b/1', 0);
export const row = (over: Partial<ObjectRow> = {}): ObjectRow => ({
  ref: { ...kind, key: 'b/1' },
  marker: markerOf(3),
  settledMarker: markerOf(3),
  gone: false,
  object,
  claims: [{ host: 'v0.example.com', view: 'public', setIdentifier: '', verdict: 'holder' }],
  skipped: [{ reason: 'NoHost', message: 'words' }],
  hosts: ['v0.example.com'],
  ...over,
});
export const walkRow = (over: Partial<WalkRow> = {}): WalkRow => ({
  start: markerOf(4),
  from: 'a/1',
  upTo: 'c/1',
  marker: markerOf(5),
  receivedMs: 7,
  seq: 8,
  incarnation: 'one',
  ...over,
});
export const floorAt = (counter: number): FloorRow => ({
  start: markerOf(counter),
  incarnation: 'one',
  heardMs: 0,
  heardSeq: 0,
  atMs: 0,
});
export const input = (over: Partial<RangeInput> = {}): RangeInput => ({
  kind,
  from: 'b/1',
  upTo: 'b/1',
  objects: [object],
  marker: markerOf(6),
  receivedMs: 7,
  seq: 8,
  incarnation: 'one',
  stored: [],
  walks: [],
  ...over,
});
