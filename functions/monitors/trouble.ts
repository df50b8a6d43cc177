import type { Alert, AlertId } from '#shared/domain/alert.ts';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import type { AccountTrouble } from '#shared/rows/monitor-rows.ts';
import { alertActions, newsOf } from '#shared/runtime/alert-writes.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { restAfter, restOf, type Tried } from './plan/rest.ts';
import type { LaneWork } from './work.ts';

/** Nobody is told of a provider that is away for a while. */
const awayMs = 3_600_000;
/** For so long the sites say what was known last. */
export const patienceMs = 600_000;

export const troubleOf = (lane: string, { reason }: Pick<AccountTrouble, 'reason'>): AlertId => ({
  about: 'work',
  subject: lane,
  reason,
});

/** Asks nobody while the account is to be left alone: each ring would cost a call in vain. */
export function restIfAway({ rows, drain }: Pick<LaneWork, 'rows' | 'drain'>): void {
  const { trouble } = rows.account;
  rows.restMs = trouble && restOf(trouble, { nowMs: drain.now(), seq: drain.configuration.seq });
}

/** What keeps us from the account by now; nobody asks it in vain again in this drain. */
export function troubleAfter({ rows, drain }: Pick<LaneWork, 'rows' | 'drain'>, stop: Error | undefined) {
  const { trouble: before } = rows.account;
  if (rows.restMs !== undefined) return before;
  const nowMs = drain.now();
  if (stop instanceof ThrottledError) rows.restMs = nowMs + stop.retryAfterMs;
  if (!(stop instanceof PermanentError || stop instanceof RetryableError)) return stop && before;
  const rest = restAfter(before, { nowMs, seq: drain.configuration.seq });
  rows.restMs = rest.notBeforeMs;
  return since(before, stop, { ...rest, nowMs });
}

/** Keeps since when and why an account cannot be reached, and has people told of it. */
export async function keepTrouble(
  { drain, rows, account }: LaneWork,
  after: AccountTrouble | undefined,
): Promise<void> {
  const { trouble: before, ...rest } = rows.account;
  const alertOf = (trouble: AccountTrouble | undefined): Alert | undefined =>
    trouble && {
      ...troubleOf(drain.lane, trouble),
      place: {},
      facts: { name: `monitors of the account ${account.name}`, message: trouble.message },
    };
  const quietMs = after?.reason === 'Retrying' ? { quietMs: awayMs } : {};
  const news = newsOf(alertOf(before), alertOf(after)).map((one) =>
    one.state === 'open' ? { ...one, ...quietMs } : one,
  );
  await transactFenced(drain, await alertActions(drain, news));
  rows.saveAccount(after === undefined ? rest : { ...rest, trouble: after });
  await rows.flush();
}

function since(
  before: AccountTrouble | undefined,
  stop: PermanentError | RetryableError,
  { nowMs, ...rest }: Tried & { readonly nowMs: number },
): AccountTrouble {
  const reason = stop instanceof PermanentError ? stop.reason : 'Retrying';
  if (before?.reason !== reason) return { sinceMs: nowMs, reason, message: stop.message, ...rest };
  // Every try says it in other words: the first ones stand.
  const message = reason === 'Retrying' ? before.message : stop.message;
  return { sinceMs: before.sinceMs, reason, message, ...rest };
}
