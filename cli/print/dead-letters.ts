import type { DeadLetterEntry, DeadLetterQueue } from '#shared/commands/dead-letters.ts';
import { momentText } from '#shared/domain/moment-text.ts';
import { painter } from '../../local/start/screen.ts';
import { harmless, wrap } from '../../local/start/text.ts';
import type { Look } from '../command.ts';

/** Each queue with its letters, and how to send them back. */
export function printDeadLetters(queues: readonly DeadLetterQueue[], look: Look): readonly string[] {
  const full = queues.filter(({ count }) => count > 0);
  if (full.length === 0) return ['There are no dead letters.'];
  return full.flatMap(({ queue, count, letters }) => [
    `${painter(look, 'bold')(queue)}  ${count} ${count === 1 ? 'dead letter' : 'dead letters'}; to send back: npx firstlight redrive ${queue}`,
    ...printLetters(letters, look),
    ...(letters.length < count ? [`  and ${count - letters.length} more`] : []),
  ]);
}

/** When, why, and how each begins. */
export const printLetters = (letters: readonly DeadLetterEntry[], look: Look): readonly string[] =>
  letters.flatMap(({ at, id, reason, body }) => [
    ...wrap(`${momentText(at)}  ${id}  ${harmless(reason)}`, look.columns - 2).map((line) => `  ${line}`),
    painter(look, 'dim')(`    ${harmless(body).slice(0, Math.max(20, look.columns - 4))}`),
  ]);
