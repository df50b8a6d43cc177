import { watchedKinds } from '../joins/watched-kinds.ts';
import { isRecord } from '../projection/fields.ts';

const ownKinds = [...watchedKinds.map(({ kind }) => kind), 'List'];
const listDepth = 4;

/** An object, or those of a List; the items of a typed List need not repeat what they are. */
export function itemsOf(raw: unknown, depth = 0): readonly unknown[] {
  if (raw === null || raw === undefined) return [];
  if (!isRecord(raw) || depth === listDepth) return [raw];
  const { apiVersion, kind, items } = raw;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [raw];
  const named = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.flatMap((item: unknown) => itemsOf(isRecord(item) ? { ...named, ...item } : item, depth + 1));
}

/**
 * Begun and not yet written to the end, or written without what makes it an object. Files of other programs (a chart's,
 * a kustomization) have apiVersion or kind too, yet neither metadata nor spec.
 */
export function isHalf(object: Readonly<Record<string, unknown>>): boolean {
  const { apiVersion, kind } = object;
  if (apiVersion === undefined && kind === undefined) return false;
  if (Object.keys(object).every((name) => name === 'apiVersion' || name === 'kind')) return true;
  if (typeof apiVersion === 'string' && typeof kind === 'string') return false;
  return 'metadata' in object || 'spec' in object || (typeof kind === 'string' && ownKinds.includes(kind));
}
