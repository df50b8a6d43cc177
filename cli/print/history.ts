import { momentText } from '#shared/domain/moment-text.ts';
import type { HistoryEntry } from '#shared/overview/history.ts';
import { painter } from '../../local/start/screen.ts';
import { layOut } from '../../local/start/table.ts';
import { harmless, wrap } from '../../local/start/text.ts';
import type { Look } from '../command.ts';

/** One change: a line with when, what and by whom, below it from what to what, and why. */
export function printHistory(entries: readonly HistoryEntry[], look: Look): readonly string[] {
  if (entries.length === 0) return ['Nothing was changed in that time.'];
  const facts = layOut(
    [10, 60, 16, 40, 60].map((limit) => ({ title: '', limit: Math.max(limit, 20) })),
    entries.map(({ at, host, action, where, by }) => [
      { text: momentText(at) },
      { text: host },
      { text: action, paint: painter(look, 'bold') },
      { text: where },
      { text: by },
    ]),
    look.columns,
  );
  return entries.flatMap((entry, index) => [
    facts[index] ?? '',
    ...detailsOf(entry).flatMap((text) =>
      wrap(harmless(text), look.columns - 4).map((line) => painter(look, 'dim')(`    ${line}`)),
    ),
  ]);
}

function detailsOf({ before, after, why }: HistoryEntry): readonly string[] {
  const from = before === undefined ? [] : [`from ${before}`];
  const to = after === undefined ? [] : [`to ${after}`];
  return [[...from, ...to].join(' '), why === '' ? '' : `because: ${why}`].filter((text) => text !== '');
}
