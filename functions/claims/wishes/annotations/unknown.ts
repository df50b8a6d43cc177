import { nearest } from '#shared/domain/nearest-word.ts';
import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { monitorNames } from '../monitor/words.ts';
import { quoted } from '../text.ts';
import { alertsName } from './alerts.ts';
import { ownPrefix, prefixes } from './annotation.ts';
import { annotationNames } from './names.ts';

const onlyOurs: readonly string[] = [...monitorNames, alertsName];

const isKnown = (name: string): boolean => annotationNames.some((known) => known === name);

/**
 * Annotations that mean nothing although they are written to us: all under our own prefix, and those for AWS under
 * external-dns's. `isSlip`: one of them is nearly the name of one that records are made by, so it was to say something of them.
 */
export function unknownAnnotations({ annotations, oversized = [] }: ObjectMeta): {
  readonly skipped: readonly Skipped[];
  readonly isSlip: boolean;
} {
  const names = [...Object.keys(annotations), ...oversized.map(({ name }) => name)].sort();
  const found = names.flatMap((whole) => {
    const prefix = prefixes.find((one) => whole.startsWith(one));
    if (prefix === undefined) return [];
    const name = whole.slice(prefix.length);
    if (isKnown(name) || !(prefix === ownPrefix || name.startsWith('aws-'))) return [];
    if (prefix === ownPrefix && onlyOurs.includes(name)) return [];
    const near = nearest(name, prefix === ownPrefix ? [...annotationNames, ...onlyOurs] : annotationNames);
    return [{ whole, prefix, near }];
  });
  return {
    isSlip: found.some(({ near }) => near !== undefined && isKnown(near)),
    skipped: found.map(({ whole, prefix, near }) => {
      const remedy = near === undefined ? 'remove it; docs/annotations.md lists all' : `did you mean ${prefix}${near}?`;
      return { reason: 'InvalidAnnotation', message: `unknown annotation ${quoted(whole)}; ${remedy}` };
    }),
  };
}
