import type { HostObject } from '#shared/domain/objects.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { annotationOf, isOversized, otherController, written } from './annotations/annotation.ts';
import { annotationNames } from './annotations/names.ts';
import { ownTlsOf } from './annotations/own-tls.ts';
import type { Subject } from './host-wishes.ts';
import { named, skip, slip } from './no-wishes.ts';
import { recordFormOf } from './record-form.ts';
import type { WishContext, Wishes } from './types.ts';

export type Whole = Pick<Subject, 'ref' | 'form' | 'context'>;

/** What concerns all hosts of an object: whose it is, and how its record sets look. */
export function readWhole(ref: ObjectRef, object: HostObject, context: WishContext): Whole | Wishes {
  const other = otherController(object);
  // Another controller is named on purpose; whatever else is wrong was to be asked of us.
  if (other !== undefined) return skip(named(ref, other));
  const large = annotationNames.find((name) => !partial.has(name) && isOversized(object, name));
  if (large !== undefined) {
    const message = `annotation ${large} is too large to be read; shorten it; until then its claims stay as they are`;
    return slip(named(ref, { reason: 'TooLarge', message }));
  }
  const form = recordFormOf(object, context);
  if ('problem' in form) return slip(named(ref, { reason: 'InvalidAnnotation', message: form.problem }));
  const tls = ownTlsOf(object);
  if ('problem' in tls) return slip(named(ref, { reason: 'InvalidAnnotation', message: tls.problem }));
  return { ref, form, context };
}

/** Annotations without which something of the object can still be said. */
const partial = new Set<string>(['hostname', 'internal-hostname', 'target', 'ttl', 'record-type']);

/** An unknown class may be another controller's, so it is a disappearance; an edge that is named is asked of us alone. */
export const withoutEdge = (ref: ObjectRef, skipped: Skipped): Wishes =>
  skipped.reason === 'UnknownEdge' ? slip(named(ref, skipped)) : skip(named(ref, skipped));

export function toldOfInside(object: HostObject): readonly Skipped[] {
  const asked = annotationOf(object, 'internal-hostname');
  if (asked === undefined) return [];
  const message = `${written(asked)}, but only a Service has a cluster IP to lead to; write hostname instead`;
  return [{ reason: 'InvalidAnnotation', message }];
}
