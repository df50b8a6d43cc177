import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import { PermanentError, RetryableError } from '#shared/errors/kinds.ts';
import { monitorToLookAt } from '#shared/rows/monitor-rows.ts';
import { ask, budgetOf } from './ask.ts';
import { lagMs } from './assemble.ts';
import { listAll } from './listing.ts';
import type { LaneWork } from './work.ts';

interface Named {
  readonly key: string;
  readonly id: string;
  readonly firstDueMs: number;
}

/** More than so many are listed, which is one call for 200. */
const mostSingle = 3;

/**
 * Looks at the monitors that the provider has named, whatever it said of them. A read may lag behind what it speaks of, so one that
 * shows nothing new is looked at once more when none can any more.
 * @returns when which key is to be looked at again
 */
export async function lookAtNamed(work: LaneWork): Promise<ReadonlyMap<string, number>> {
  const { drain, rows } = work;
  const named = drain.keys.flatMap(({ key, firstDueMs }): readonly Named[] => {
    const id = monitorToLookAt(key);
    return id === undefined ? [] : [{ key, id, firstDueMs }];
  });
  if (named.length === 0) return new Map();
  const { calls, moreMs } = budgetOf(work);
  if (calls < Math.min(named.length, mostSingle)) return new Map(named.map(({ key }) => [key, moreMs]));
  const before = new Map(named.map(({ id }) => [id, textOf(rows.listed.get(id))]));
  if (named.length > mostSingle) await listAll(work);
  else for (const { id } of named) await look(work, id);
  await rows.flush();
  return new Map(
    named.flatMap(({ key, id, firstDueMs }): readonly (readonly [string, number])[] => {
      const isNew = textOf(rows.listed.get(id)) !== before.get(id);
      return isNew || drain.now() >= firstDueMs + lagMs ? [] : [[key, firstDueMs + lagMs]];
    }),
  );
}

const textOf = (monitor: ObservedMonitor | undefined): string => `${monitor?.status} ${monitor?.lastIncident?.id}`;

/** Only whether it is up is taken from one look: all else may be older than what we did, and the next list tells it. */
async function look(work: LaneWork, id: string): Promise<void> {
  const { drain, rows } = work;
  const [row] = [...rows.monitors.values()].filter(({ last }) => last?.id === id);
  const isFresh = row?.last !== undefined && drain.now() < row.last.atMs + lagMs;
  const listed = rows.listed.get(id);
  if (listed === undefined || isFresh) return;
  const seen = await seenOf(work, id);
  if (seen === undefined) return;
  rows.saveListed(shownAs(listed, seen));
  const { last } = row ?? {};
  if (row === undefined || last?.monitor === undefined) return;
  rows.save({ ...row, last: { ...last, monitor: shownAs(last.monitor, seen) } });
}

/** What cannot be read is left to the next list. @throws ThrottledError; PermanentError where the account refuses us */
async function seenOf(work: LaneWork, id: string): Promise<ObservedMonitor | undefined> {
  try {
    return await ask(work, (far) => far.get(id));
  } catch (error) {
    const isOfAccount = error instanceof PermanentError && error.reason === 'AccessDenied';
    if (!isOfAccount && (error instanceof RetryableError || error instanceof PermanentError)) return undefined;
    throw error;
  }
}

function shownAs(known: ObservedMonitor, { status, lastIncident }: ObservedMonitor): ObservedMonitor {
  const { lastIncident: _before, ...rest } = known;
  return { ...rest, status, ...(lastIncident === undefined ? {} : { lastIncident }) };
}
