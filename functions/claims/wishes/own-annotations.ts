import { nearest } from '#shared/domain/nearest-word.ts';
import type { Ingress, LoadBalancer, ObjectMeta } from '#shared/domain/objects.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { otherController } from './annotations.ts';
import { named } from './host-wishes.ts';
import { quoted } from './text.ts';
import type { Wishes } from './types.ts';

const prefix = 'firstlight.dev/';
const known = [
  'hostname',
  'target',
  'ttl',
  'edge',
  'controller',
  'ingress-hostname-source',
  'aws-evaluate-target-health',
];
/** Refused or told with a sentence of their own. */
const told = /^(internal-hostname|set-identifier|record-type|aws-.+)$/;

/** A name that is nearly one of ours was to say something: what the object has stands until it does. */
export function tellUnknown(ref: ObjectRef, object: Ingress | LoadBalancer, wishes: Wishes): Wishes {
  if (otherController(object) !== undefined) return wishes;
  const { skipped, isSlip } = unknownAnnotations(object);
  const told = skipped.map((one) => named(ref, one));
  return { ...wishes, keepOthers: wishes.keepOthers || isSlip, skipped: [...told, ...wishes.skipped] };
}

/** Annotations under our own prefix that mean nothing; `isSlip`: one of them is nearly a known name. */
function unknownAnnotations({ annotations, oversized = [] }: ObjectMeta): {
  readonly skipped: readonly Skipped[];
  readonly isSlip: boolean;
} {
  const names = [...Object.keys(annotations), ...oversized.map(({ name }) => name)]
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((name) => !known.includes(name) && !told.test(name))
    .sort();
  const found = names.map((name) => ({ name, near: nearest(name, known) }));
  return {
    isSlip: found.some(({ near }) => near !== undefined),
    skipped: found.map(({ name, near }) => ({ reason: 'InvalidAnnotation', message: describe(name, near) })),
  };
}

function describe(name: string, near: string | undefined): string {
  const remedy = near === undefined ? `known are ${known.join(', ')}; remove it` : `did you mean ${prefix}${near}?`;
  return `unknown annotation ${quoted(`${prefix}${name}`)}; ${remedy}`;
}
