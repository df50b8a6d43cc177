import { createHash } from 'node:crypto';

const hourMs = 3_600_000;

/**
 * When a lane is next read as a whole: once an hour at a time of its own, so that lanes do not all come at once, and
 * however often it is asked for the answer is one item.
 */
export function nextScanMs(lane: string, nowMs: number): number {
  const offsetMs = createHash('sha256').update(lane).digest().readUInt32BE() % hourMs;
  return Math.floor((nowMs - offsetMs) / hourMs + 1) * hourMs + offsetMs;
}
