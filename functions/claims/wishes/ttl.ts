import type { ObjectMeta } from '#shared/domain/objects.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { annotationOf, isOversized } from './annotations.ts';
import { quoted } from './text.ts';

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

/** The TTL that an object asks for; one that makes no sense is reported and the default stands. */
export function ttlOf(object: ObjectMeta): { readonly seconds: number; readonly skipped: readonly Skipped[] } {
  const annotation = annotationOf(object, 'ttl');
  if (annotation === undefined && !isOversized(object, 'ttl')) return { seconds: defaultTtlSeconds, skipped: [] };
  const seconds = annotation === undefined ? undefined : parseTtl(annotation.value);
  if (seconds !== undefined) return { seconds, skipped: [] };
  const written = annotation === undefined ? 'is too long' : `is ${quoted(annotation.value)}`;
  const message = `annotation ${annotation?.name ?? 'ttl'} ${written}, no TTL; write seconds (1 to ${largestTtlSeconds}) or a duration such as 5m; ${defaultTtlSeconds} is used`;
  return { seconds: defaultTtlSeconds, skipped: [{ reason: 'InvalidAnnotation', message }] };
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
