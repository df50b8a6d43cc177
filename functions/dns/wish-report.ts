import { sameValue } from '#shared/domain/same-value.ts';
import {
  type RecordOutcome,
  type RecordWishRow,
  recordWishKey,
  recordWishRowName,
} from '#shared/rows/record-wishes.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { type Action, put } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import type { Statuses } from './lane-update.ts';
import { failureCondition, heldUntil, pollAt, presumeMs, untilInSync } from './outcomes.ts';
import type { WishVerdict } from './plan/record-wishes.ts';
import { wishId } from './wished-name.ts';
import type { NameResult, ZoneWork } from './work.ts';

interface Report {
  readonly actions: readonly Action[];
  readonly items: readonly NewItem[];
  readonly outcome: Outcome;
}

interface WishResult {
  readonly work: ZoneWork;
  readonly result: NameResult;
  readonly row: RecordWishRow;
  readonly verdict: WishVerdict;
  readonly statuses: Statuses;
}

/** What is written of each wish for the name, and what becomes of the key. */
export function reportWishes(work: ZoneWork, result: NameResult, statuses: Statuses): readonly Report[] {
  return result.rows.wishes.flatMap((row) => {
    const verdict = result.plan.wishes.find(({ wish }) => wish.id === wishId(row.wish));
    return verdict === undefined ? [] : [reportWish({ work, result, row, verdict, statuses })];
  });
}

function reportWish(of: WishResult): Report {
  const { result, verdict, work } = of;
  const { progress, rows } = result;
  const now = work.drain.now();
  const key = rows.name;
  if (verdict.result === 'skipped') return reportSkipped(of);
  if (verdict.result === 'equal' || progress.step === 'settled') return reportStanding(of);
  if (progress.step === 'accepted') {
    const said = { ...pending, pendingChange: progress.changeId };
    return update(of, said, { key, result: 'pending', atMs: now + untilInSync });
  }
  if (progress.step === 'failed') return reportFailed(of, progress);
  const reason = progress.step === 'full' ? 'ZoneFull' : progress.reason;
  const { message } = progress;
  return update(of, { state: 'hindered', reason, message }, { key, result: 'hourly', reason, message });
}

function reportFailed(
  of: WishResult,
  { error, inDoubt }: { readonly error: Error; readonly inDoubt: boolean },
): Report {
  const { rows } = of.result;
  const [known] = outcomesOfError(error, [rows.name], of.work.drain.now()) ?? [];
  const outcome: Outcome = known ?? { key: rows.name, result: 'retry', message: error.message };
  const shown = failureCondition(error, rows.attempt);
  if (shown === undefined && !inDoubt) return { actions: [], items: [], outcome };
  const { reason = 'Retrying', message = error.message } = shown ?? {};
  return update(of, { state: 'hindered', reason, message }, outcome);
}

/** What is remembered as written, and as sent without an answer, after this drain. */
function remembered({ row, result: { progress }, verdict }: WishResult): RecordWishRow {
  const { applied, inDoubt, ...kept } = row;
  const made = verdict.changes?.find(({ action }) => action === 'CREATE')?.record;
  const written = progress.step === 'accepted' && made !== undefined ? made : (verdict.found ?? applied);
  const doubt = progress.step === 'failed' && progress.inDoubt ? made : undefined;
  return {
    ...kept,
    ...(written === undefined ? {} : { applied: written }),
    ...(doubt === undefined ? {} : { inDoubt: doubt }),
  };
}

/** What waits for other people is looked at hourly; what waits for the configuration is woken by it. */
function reportSkipped(of: WishResult): Report {
  const { reason = 'InternalError', message, planned, wish } = of.verdict;
  const key = of.result.rows.name;
  const now = of.work.drain.now();
  const outcome: Outcome =
    reason === 'Held'
      ? { key, result: 'pending', atMs: heldUntil(wish.hold, now) }
      : reason === 'NameTaken'
        ? { key, result: 'hourly', reason, message }
        : { key, result: 'done' };
  return update(of, { state: 'hindered', reason, message, ...(planned === undefined ? {} : { planned }) }, outcome);
}

/** It stands; on all name servers of the zone once the change that made it so is. */
function reportStanding(of: WishResult): Report {
  const { result, row, work, statuses } = of;
  const { outcome } = row;
  const now = work.drain.now();
  const key = result.rows.name;
  const status = outcome?.pendingChange === undefined ? undefined : statuses.get(outcome.pendingChange);
  if ((result.progress.step === 'settled' && result.progress.presumed) || status === 'UNKNOWN') {
    const presumedInSyncAtMs = now + presumeMs;
    return update(of, { ...pending, presumedInSyncAtMs }, { key, result: 'pending', atMs: presumedInSyncAtMs });
  }
  if (status instanceof Error) {
    const [known] = outcomesOfError(status, [key], now) ?? [];
    return { actions: [], items: [], outcome: known ?? { key, result: 'retry', message: status.message } };
  }
  if (outcome !== undefined && (status === 'PENDING' || (outcome.presumedInSyncAtMs ?? 0) > now)) {
    return { actions: [], items: [], outcome: { key, result: 'pending', atMs: pollAt(outcome, now) } };
  }
  return update(
    of,
    { state: 'standing', message: 'the record is on all name servers of the zone' },
    { key, result: 'done' },
  );
}

const pending: Said = { state: 'pending', message: 'Route 53 has accepted the record and is spreading it' };

type Said = Omit<RecordOutcome, 'sinceMs'>;

/** The owner looks at it again when the record stands otherwise than before. */
function update(of: WishResult, said: Said, outcome: Outcome): Report {
  const { actions, items } = outcomeActions(of.row, { ...remembered(of), said }, of.work.drain.now());
  return { actions, items, outcome };
}

/** What writes a row where it differs, and the item that has the owner look at it; conditional on the same wish. */
export function outcomeActions(
  row: RecordWishRow,
  { said, ...known }: RecordWishRow & { readonly said: Said },
  nowMs: number,
): { readonly actions: readonly Action[]; readonly items: readonly NewItem[] } {
  const { wish, generation, outcome: before } = row;
  const isNews = before?.state !== said.state || before.reason !== said.reason;
  const next: RecordWishRow = { ...known, outcome: { ...said, sinceMs: isNews ? nowMs : before.sinceMs } };
  if (!isNews && sameValue(next, row)) return { actions: [], items: [] };
  const item = { ...wish.owner, row: recordWishRowName(wish), generation: nowMs, dueMs: nowMs };
  return { actions: [put(recordWishKey(wish), next, { generation })], items: isNews ? [item] : [] };
}
