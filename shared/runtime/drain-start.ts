import { alertActions } from './alert-writes.ts';
import type { Drain } from './capability.ts';
import { afterDrain, type CrashState, isPoison, whileTaken } from './crash.ts';
import type { HeldDrain, Taken } from './held-drain.ts';
import { withCrash } from './lease.ts';
import { writeOutcomes } from './outcome-writes.ts';
import { actionsForPoison, actionsForSplit, type OutcomeTime } from './outcomes.ts';
import { type ParkedRow, parkedRows } from './parked-row.ts';
import { readDueItems, select, type TakenKey } from './selection.ts';
import { stuckNews } from './stuck-news.ts';

/**
 * Reads what is due, parks what crashed alone too often, and notes in the lane row what is taken, so that the next
 * drain knows what a crash was about.
 * @throws LeaseLostError
 */
export async function takeKeys(held: HeldDrain, drain: Drain): Promise<Taken> {
  const { table, lane, lease } = held;
  const nowMs = drain.now();
  const due = await readDueItems(table, lane, nowMs);
  const parked = new Map<string, ParkedRow>();
  if (due.length > 0) for (const { row } of await table.query(parkedRows(lane))) parked.set(row.key, row);
  const state = lease.state();
  const { take, poison } = select(due, parked, state);
  const time = { lane, nowMs, chance: held.random() };
  if (poison) {
    const told = await alertActions(drain, [stuckNews(lane, poison.key)]);
    await writeOutcomes(table, lease, [{ key: poison.key, actions: [...actionsForPoison(poison, time), ...told] }]);
  }
  const poisoned = poison ? [poison.key] : [];
  const before = isPoison(state.alone) ? afterDrain(state, 1) : state;
  const crash = whileTaken(
    before,
    take.map(({ key }) => key),
  );
  if (take.length > 0) await lease.commit(withCrash(lease.state(), crash));
  const wasSplit = await splitSuspect(held, { drain, take, crash, time });
  return { keys: wasSplit ? [] : take, poisoned, crash };
}

interface Suspect {
  readonly drain: Drain;
  readonly take: readonly TakenKey[];
  readonly crash: CrashState;
  readonly time: OutcomeTime;
}

/** A key that crashed alone is taken apart before it is tried again. */
async function splitSuspect(held: HeldDrain, { drain, take, crash, time }: Suspect): Promise<boolean> {
  const [only] = take;
  if (only === undefined || take.length > 1 || (crash.alone?.crashes ?? 0) === 0) return false;
  if (only.parked?.split || held.capability.split === undefined) return false;
  const parts = await held.capability.split({ ...drain, keys: [only] }, only.key);
  if (parts.length === 0) return false;
  const actions = actionsForSplit(only, parts, time);
  await writeOutcomes(held.table, held.lease, [{ key: only.key, actions }]);
  return true;
}
