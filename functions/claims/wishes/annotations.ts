import type { ObjectMeta } from '#shared/domain/objects.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { quoted } from './text.ts';

/** Greatest first, for values of which there is one. external-dns: v0.22 reads the second only, earlier ones the third. */
const prefixes = ['firstlight.dev/', 'external-dns.kubernetes.io/', 'external-dns.alpha.kubernetes.io/'] as const;

export interface Annotation {
  /** The whole name, for messages. */
  readonly name: string;
  readonly value: string;
}

/** All annotations of that name, whatever their prefix, greatest prefix first. */
export function annotationsOf(object: ObjectMeta, name: string): readonly Annotation[] {
  return prefixes.flatMap((prefix) => {
    const whole = `${prefix}${name}`;
    const value = Object.hasOwn(object.annotations, whole) ? object.annotations[whole] : undefined;
    return value === undefined ? [] : [{ name: whole, value }];
  });
}

/** The annotation that decides a value of which there is one. */
export const annotationOf = (object: ObjectMeta, name: string): Annotation | undefined =>
  annotationsOf(object, name)[0];

/** Whether an annotation of that name was left out by the forwarder because its value is too large. */
export const isOversized = (object: ObjectMeta, name: string): boolean =>
  (object.oversized ?? []).some((left) => prefixes.some((prefix) => left.name === `${prefix}${name}`));

/** Parts of a comma list, blanks cut; empty ones, as after a last comma, mean nothing (external-dns does the same). */
export const listOf = (value: string): readonly string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Annotations of external-dns without which its record would mean something else: serving it plainly would be wrong. */
const notYet =
  /^(set-identifier|record-type|aws-(weight|region|failover|multi-value-answer|health-check-id|geolocation-.+|geoproximity-.+|target-hosted-zone|hosted-zone-id))$/;

/** The first annotation whose meaning is not served yet. */
export function notYetServed(object: ObjectMeta): Skipped | undefined {
  for (const name of Object.keys(object.annotations).sort()) {
    const prefix = prefixes.find((one) => name.startsWith(one));
    if (prefix === undefined || !notYet.test(name.slice(prefix.length))) continue;
    const message = `annotation ${name} is not supported yet, and without it the record would mean something else; remove it to have a plain record`;
    return { reason: 'InvalidAnnotation', message };
  }
  return undefined;
}

/** Why an object that another controller is to serve is left alone (external-dns: the value must be `dns-controller`). */
export function otherController(object: ObjectMeta): Skipped | undefined {
  const controller = annotationOf(object, 'controller');
  if (controller === undefined || controller.value === 'dns-controller') return undefined;
  const message = `annotation ${controller.name} is ${quoted(controller.value)}; remove it or write "dns-controller" to have the object served`;
  return { reason: 'OtherController', message };
}

/** Aliases evaluate their target's health unless the annotation says false (external-dns's default, too). */
export function evaluatesHealth(object: ObjectMeta): boolean {
  return annotationOf(object, 'aws-evaluate-target-health')?.value !== 'false';
}
