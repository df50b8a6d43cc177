import { momentText } from '#shared/domain/moment-text.ts';
import type { ReleaseEntry } from './document.ts';

/** A due time that has passed is no promise any more. */
export function dueText(release: Pick<ReleaseEntry, 'state' | 'due' | 'waitsFor'>, nowMs: number): string {
  const { state, due, waitsFor } = release;
  if (Date.parse(due) > nowMs) return `due ${momentText(due)}`;
  if (state === 'waiting') return waitsFor === undefined ? 'due now' : `due, but waits (${waitsFor})`;
  return `was due ${momentText(due)}${state === 'blocked' ? ', waits for the guard' : ''}`;
}
