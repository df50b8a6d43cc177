import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { quoted } from '../text.ts';
import type { Wish } from '../types.ts';
import { annotationOf, isOversized } from './annotation.ts';

/** What external-dns writes on AWS where nothing is said. */
export const defaultTtlSeconds = 300;
/** RFC 2181 section 8. */
const largestTtlSeconds = 2_147_483_647;

/** Go, package time, "ParseDuration". */
const unitSeconds: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3_600,
};
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
const durationForm = /^\+?((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/;

/** What an object asks for; of a TTL that makes no sense `problem` is what is written, and the default stands. */
export interface AskedTtl {
  readonly seconds: number;
  readonly problem?: string;
}

export function ttlOf(object: ObjectMeta): AskedTtl {
  const annotation = annotationOf(object, 'ttl');
  if (annotation === undefined && !isOversized(object, 'ttl')) return { seconds: defaultTtlSeconds };
  const seconds = annotation === undefined ? undefined : parseTtl(annotation.value);
  if (seconds !== undefined) return { seconds };
  const written = annotation === undefined ? 'is too long' : `is ${quoted(annotation.value)}`;
  return { seconds: defaultTtlSeconds, problem: `annotation ${annotation?.name ?? 'ttl'} ${written}, no TTL` };
}

/** Route 53 Developer Guide, "Values specific for alias records": an alias has the TTL of what it leads to. */
export function ttlSkipped({ seconds, problem }: AskedTtl, wishes: readonly Wish[]): readonly Skipped[] {
  if (problem === undefined) return [];
  const isAlias = wishes.length > 0 && wishes.every(({ wish }) => wish.target?.kind === 'alias');
  const remedy = isAlias
    ? 'remove it, as an alias record has no TTL of its own'
    : `write seconds (1 to ${largestTtlSeconds}) or a duration such as 5m; ${seconds} is used`;
  return [{ reason: 'InvalidAnnotation', message: `${problem}; ${remedy}` }];
}

/** Whole seconds or a Go duration whose fraction is cut, 1 to 2^31-1; undefined for anything else. */
export function parseTtl(text: string): number | undefined {
  const seconds = /^\+?\d+$/.test(text) ? Number(text) : durationSeconds(text);
  return seconds !== undefined && seconds >= 1 && seconds <= largestTtlSeconds ? seconds : undefined;
}

function durationSeconds(text: string): number | undefined {
  if (!durationForm.test(text)) return undefined;
  let seconds = 0;
  for (const [, number = '', unit = ''] of text.matchAll(part)) seconds += Number(number) * (unitSeconds[unit] ?? 0);
  // The sum of fractions may fall just short of a whole second.
  return Math.trunc(seconds + 1e-9);
}
