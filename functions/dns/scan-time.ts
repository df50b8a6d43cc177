import { createHash } from 'node:crypto';

const dayMs = 86_400_000;

/**
 * When a zone is next compared as a whole: once a day at a time of its own, so that zones do not all come at once, and
 * however often it is asked for the answer is one item.
 */
export function nextScanMs(zoneId: string, nowMs: number): number {
  const offsetMs = createHash('sha256').update(zoneId).digest().readUInt32BE() % dayMs;
  return Math.floor((nowMs - offsetMs) / dayMs + 1) * dayMs + offsetMs;
}
