import { momentText } from '#shared/domain/moment-text.ts';
import type { ReleaseEntry } from './document.ts';

/** A due time that has passed is no promise any more. */
export function dueText({ state, due }: Pick<ReleaseEntry, 'state' | 'due'>, nowMs: number): string {
  if (Date.parse(due) > nowMs) return `due ${momentText(due)}`;
  if (state === 'waiting') return 'due now';
  return `was due ${momentText(due)}${state === 'blocked' ? ', waits for the guard' : ''}`;
}
