import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { quoted } from '../text.ts';
import type { AnnotationName } from './names.ts';

export const ownPrefix = 'firstlight.dev/';
/** Greatest first, for values of which there is one. external-dns: v0.22 reads the second only, earlier ones the third. */
export const prefixes = [ownPrefix, 'external-dns.kubernetes.io/', 'external-dns.alpha.kubernetes.io/'] as const;

export interface Annotation {
  /** The whole name, for messages. */
  readonly name: string;
  readonly value: string;
}

/** What is wrong with an annotation, as a sentence that names it and what to do. */
export interface Problem {
  readonly problem: string;
}

/** All annotations of that name, whatever their prefix, greatest prefix first. */
export function annotationsOf(object: Pick<ObjectMeta, 'annotations'>, name: AnnotationName): readonly Annotation[] {
  return prefixes.flatMap((prefix) => {
    const whole = `${prefix}${name}`;
    const value = Object.hasOwn(object.annotations, whole) ? object.annotations[whole] : undefined;
    return value === undefined ? [] : [{ name: whole, value }];
  });
}

/** The annotation that decides a value of which there is one. */
export const annotationOf = (object: Pick<ObjectMeta, 'annotations'>, name: AnnotationName): Annotation | undefined =>
  annotationsOf(object, name)[0];

/** `annotation firstlight.dev/ttl is "soon"`: how each sentence about a value begins. */
export const written = ({ name, value }: Annotation): string => `annotation ${name} is ${quoted(value)}`;

/** Whether an annotation of that name was left out by the forwarder because its value is too large. */
export const isOversized = (object: Pick<ObjectMeta, 'oversized'>, name: AnnotationName): boolean =>
  (object.oversized ?? []).some((left) => prefixes.some((prefix) => left.name === `${prefix}${name}`));

/** Parts of a comma list, blanks cut; empty ones, as after a last comma, mean nothing (external-dns does the same). */
export const listOf = (value: string): readonly string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Why an object that another controller is to serve is left alone (external-dns: the value must be `dns-controller`). */
export function otherController(object: ObjectMeta): Skipped | undefined {
  const controller = annotationOf(object, 'controller');
  if (controller === undefined || controller.value === 'dns-controller') return undefined;
  const message = `${written(controller)}; remove it or write "dns-controller" to have the object served`;
  return { reason: 'OtherController', message };
}

/**
 * What is told of `record-type`, which never keeps an object from being served: external-dns makes reverse names of
 * addresses for `ptr` and nothing of anything else (docs/annotations, "record-type").
 */
export function recordTypeTold(object: ObjectMeta): readonly Skipped[] {
  const asked = annotationOf(object, 'record-type');
  if (asked === undefined || asked.value === '') return [];
  const isPtr = asked.value.toLowerCase() === 'ptr';
  const why = isPtr ? 'but PTR records are not written; all else of the object is served' : 'which means nothing';
  return [{ reason: 'InvalidAnnotation', message: `${written(asked)}, ${why}; remove it` }];
}
