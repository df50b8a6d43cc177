import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { type HistoryRow, historyExpiry, historyKey } from '#shared/rows/safety-rows.ts';
import type { Action } from '#shared/runtime/table.ts';
import { whereIn } from './history.ts';
import { plannedChanges } from './plan/planned.ts';
import type { NameResult, ZoneWork } from './work.ts';

/** One row for each record that this drain changed for a wish, or found made as an earlier one had asked for. */
export function wishHistory({ drain, zone }: ZoneWork, result: NameResult): readonly Action[] {
  const [row] = result.rows.wishes;
  if (row === undefined) return [];
  const { wish } = row;
  const atMs = drain.now();
  const by = `${wish.owner.lane} ${wish.owner.key}`;
  return madeOf(result).flatMap(({ changes, found }) =>
    plannedChanges(changes).map(({ action, before, after }): Action => {
      const told: HistoryRow = {
        ...{ atMs, host: wish.host, where: whereIn(zone), action, by },
        ...(before === undefined ? {} : { before: recordText(before) }),
        ...(after === undefined ? {} : { after: recordText(after) }),
        why: `shows that ${wish.host} is ours${found ? '; found done when the zone was read again' : ''}`,
      };
      const part = `${wish.name}#${found ? 'found' : 'made'}`;
      return { action: 'put', key: historyKey(told, part), row: told, expiresAt: historyExpiry(atMs) };
    }),
  );
}

interface Made {
  readonly changes: readonly RecordChange[];
  readonly found: boolean;
}

function madeOf({ plan, progress }: NameResult): readonly Made[] {
  const changesIn = ({ wishes }: Pick<typeof plan, 'wishes'>) => wishes.flatMap(({ changes }) => changes ?? []);
  const doubted = plan.wishes.flatMap(({ found }) => (found === undefined ? [] : [found]));
  const found = doubted.map((record) => ({ action: 'CREATE', record }) as const);
  const made = progress.step === 'accepted' ? changesIn(plan) : [];
  const isEqual = plan.wishes.some(({ result }) => result === 'equal');
  const sent = progress.step === 'settled' && progress.sent !== undefined && isEqual ? changesIn(progress.sent) : [];
  return [
    { changes: found.length > 0 ? found : sent, found: true },
    { changes: made, found: false },
  ];
}

const recordText = ({ name, type, values = [] }: RecordSet): string => `${type} ${name} → ${values.join(' ')}`;
