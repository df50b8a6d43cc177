import type { Alert } from '#shared/domain/alert.ts';
import { PermanentError, RetryableError } from '#shared/errors/kinds.ts';
import type { MonitorAccountRow } from '#shared/rows/monitor-rows.ts';
import { alertActions, newsOf } from '#shared/runtime/alert-writes.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import type { LaneWork } from './work.ts';

type Trouble = NonNullable<MonitorAccountRow['trouble']>;

/** Nobody is told of a provider that is away for a while. */
const awayMs = 3_600_000;
/** For so long the sites say what was known last. */
export const patienceMs = 600_000;

/** Keeps since when and why an account cannot be reached, and has people told of it. */
export async function keepTrouble(
  { drain, rows, account }: LaneWork,
  stop: Error | undefined,
): Promise<Trouble | undefined> {
  const { trouble: before, ...rest } = rows.account;
  const after = troubleAfter(before, stop, drain.now());
  rows.saveAccount(after === undefined ? rest : { ...rest, trouble: after });
  await rows.flush();
  const alertOf = (trouble: Trouble | undefined): Alert | undefined =>
    trouble && {
      about: 'work',
      subject: drain.lane,
      reason: trouble.reason,
      place: {},
      facts: { name: `monitors of the account ${account.name}`, message: trouble.message },
    };
  const quietMs = after?.reason === 'Retrying' ? { quietMs: awayMs } : {};
  const news = newsOf(alertOf(before), alertOf(after)).map((one) =>
    one.state === 'open' ? { ...one, ...quietMs } : one,
  );
  await transactFenced(drain, await alertActions(drain, news));
  return after;
}

function troubleAfter(before: Trouble | undefined, stop: Error | undefined, nowMs: number): Trouble | undefined {
  if (stop instanceof PermanentError) return since(before, { reason: stop.reason, message: stop.message }, nowMs);
  if (!(stop instanceof RetryableError)) return stop === undefined ? undefined : before;
  // Every try says it in other words: the first ones stand.
  if (before?.reason === 'Retrying') return before;
  return { sinceMs: nowMs, reason: 'Retrying', message: stop.message };
}

const since = (before: Trouble | undefined, said: Omit<Trouble, 'sinceMs'>, nowMs: number): Trouble =>
  before?.reason === said.reason ? { ...before, message: said.message } : { ...said, sinceMs: nowMs };
