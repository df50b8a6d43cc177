import * as z from 'zod';
import { compareKeys, keyLimitBytes, lastKey } from '#shared/domain/keys.ts';
import { isKindId, kindIdOf } from '#shared/domain/kinds.ts';
import { isMarker, type Marker } from '#shared/domain/marker.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import { objectsLimit, rangesLimit, utf8Bytes } from '#shared/domain/wire-limits.ts';
import { WireObject } from './projected-objects.ts';

/** EventBridge detail-type of the one message that forwarders send. */
export const objectRangesType = 'ObjectRanges.v1';

/** Between these keys (both included) exactly these objects exist. One key is a change; without an object, a delete. */
export interface ObjectRange {
  readonly apiGroup: string;
  readonly kind: string;
  readonly from: string;
  readonly upTo: string;
  readonly objects: readonly ProjectedObject[];
}

/** `walk.start` is the marker drawn when the walk began that all these ranges belong to. */
export interface ObjectRanges {
  readonly cluster: string;
  readonly marker: Marker;
  readonly ranges: readonly ObjectRange[];
  readonly walk?: { readonly start: Marker };
}

/** A cluster's name: part of the event's source, of table keys and of TXT values. */
export const clusterNameForm = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const MarkerText = z.string().refine(isMarker, { error: 'is no marker' });

const Bound = z
  .string()
  .refine((text) => utf8Bytes(text) <= keyLimitBytes && text.isWellFormed(), { error: 'is no end of a range' });

const Range = z
  .object({
    apiGroup: z.string().max(253),
    kind: z.string().min(1).max(63),
    from: Bound,
    upTo: Bound,
    objects: z.array(WireObject).max(objectsLimit).readonly(),
  })
  .superRefine((range, context) => {
    for (const message of problemsOf(range)) context.addIssue({ code: 'custom', message });
  });

/** The detail of an `ObjectRanges.v1` event. */
export const ObjectRanges: z.ZodType<ObjectRanges> = z
  .object({
    cluster: z.string().regex(clusterNameForm),
    marker: MarkerText,
    ranges: z.array(Range).min(1).max(rangesLimit).readonly(),
    walk: z.object({ start: MarkerText }).exactOptional(),
  })
  .superRefine((message, context) => {
    for (const text of orderProblems(message)) context.addIssue({ code: 'custom', path: ['ranges'], message: text });
  });

function problemsOf(range: ObjectRange): string[] {
  const id = kindIdOf(range.apiGroup, range.kind);
  if (!isKindId(id)) return [`${id} is no kind that is spoken of`];
  const problems: string[] = [];
  if (compareKeys(range.from, range.upTo) > 0) problems.push('begins after its end');
  if (range.from === range.upTo && (range.from === '' || range.from === lastKey)) problems.push('holds no key');
  let previous: string | undefined;
  for (const object of range.objects) {
    if (object.kind !== id) problems.push(`${object.key} is of another kind`);
    if (compareKeys(object.key, range.from) < 0 || compareKeys(object.key, range.upTo) > 0) {
      problems.push(`${object.key} is outside the range`);
    }
    if (previous !== undefined && compareKeys(previous, object.key) >= 0)
      problems.push(`${object.key} is out of order`);
    previous = object.key;
  }
  return problems;
}

/** Ranges of one kind follow each other and share at most an end; a message holds a limited number of objects. */
function orderProblems(message: ObjectRanges): string[] {
  const problems: string[] = [];
  const last = new Map<string, ObjectRange>();
  let objects = 0;
  for (const range of message.ranges) {
    const id = kindIdOf(range.apiGroup, range.kind);
    const before = last.get(id);
    if (before !== undefined && !follows(before, range))
      problems.push(`the ranges of ${id} overlap or are out of order`);
    last.set(id, range);
    objects += range.objects.length;
  }
  if (objects > objectsLimit) problems.push(`hold ${objects} objects, more than ${objectsLimit}`);
  if (message.walk !== undefined && message.walk.start > message.marker) problems.push('are older than their walk');
  return problems;
}

const follows = (before: ObjectRange, next: ObjectRange): boolean =>
  compareKeys(before.upTo, next.from) <= 0 && compareKeys(before.from, next.from) < 0;
