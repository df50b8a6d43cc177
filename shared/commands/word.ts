import type { Configuration } from '#shared/domain/configuration.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { ConditionFailedError } from '#shared/errors/kinds.ts';
import { type HistoryRow, historyDays, historyKey } from '#shared/rows/safety-rows.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { type Action, put, type RowKey, type Table } from '#shared/runtime/table.ts';

/** What every command of a person works on. */
export interface Speaker {
  readonly table: Table;
  readonly doorbell: Doorbell;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** Who says it. */
  readonly by: string;
}

/** What a command does once it was found to fit. */
export interface Word<Answer> {
  readonly actions: readonly Action[];
  /** Lanes that have something to look at. */
  readonly rings: readonly string[];
  readonly history: Pick<HistoryRow, 'host' | 'action' | 'why'> & Partial<Pick<HistoryRow, 'before' | 'after'>>;
  readonly answer: Answer;
}

/** Counts the words of people. Each raises it, so that of two at once the second sees what the first has done. */
interface WordRow {
  readonly number: number;
}
const wordKey: RowKey<WordRow> = { pk: 'word', sk: 'word' };
const tries = 5;

/**
 * Obeys one command: decides on what stands now, writes it with its line of history in one transaction, rings.
 * @throws CommandError from `decide`, or because others keep giving commands
 */
export async function obey<Answer>(
  speaker: Speaker,
  decide: (configuration: Configuration) => Promise<Word<Answer>>,
): Promise<Answer> {
  const { table } = speaker;
  for (let left = tries; left > 0; left -= 1) {
    const known = await table.get(wordKey);
    const configuration = await readConfiguration(table);
    if (configuration === undefined)
      throw new CommandError('conflict', 'nothing is configured yet: start it once first');
    const word = await decide(configuration.document);
    const number = (known?.number ?? 0) + 1;
    const count = put(wordKey, { number }, known === undefined ? 'absent' : { number: known.number });
    try {
      await table.transact([count, historyAction(speaker, word, number), ...word.actions]);
    } catch (error) {
      if (error instanceof ConditionFailedError) continue;
      throw error;
    }
    // A lost ring costs a minute, not the command: sweep finds what is due.
    await Promise.allSettled(word.rings.map((lane) => speaker.doorbell.ring(lane)));
    return word.answer;
  }
  throw new CommandError('conflict', 'others keep changing the same things; nothing was done, try again');
}

function historyAction({ nowMs, by }: Speaker, { history }: Word<unknown>, number: number): Action {
  const row: HistoryRow = { atMs: nowMs, where: 'firstlight', by, ...history };
  const expiresAt = Math.ceil(nowMs / 1_000) + historyDays * 86_400;
  return { action: 'put', key: historyKey(row, number), row, expiresAt };
}
