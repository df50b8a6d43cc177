import type { ChangeReceipt } from '#shared/domain/hosted-zone.ts';
import { ChangeRefusedError } from '#shared/errors/change-refused.ts';
import { LeaseLostError, PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import type { NameState } from './plan/name-state.ts';
import type { ChangeGroup } from './plan/plan.ts';
import type { ZoneRoom } from './room.ts';
import type { NameResult, PlannedName, Progress, ZoneWork } from './work.ts';

/**
 * Where nearly every name is wrong, one drain would spend the account's requests on finding out which; the rest waits for
 * the next one.
 */
export const mostCuts = 100;

/** What sending needs of its surroundings. */
export interface Sender {
  readonly work: ZoneWork;
  /** Reads the names at the far side and plans them again, without the sites that are refused. */
  replan(names: readonly PlannedName[], refused?: NameState['refused']): Promise<readonly PlannedName[]>;
  /** Called as soon as something is known for good of a name. */
  settle(results: readonly NameResult[]): Promise<void>;
  readonly room: ZoneRoom;
  /** How many times a refused batch may still be taken apart. */
  cuts: number;
  /** How many calls were refused so far. */
  refusals: number;
}

/** A name whose plan has changes. */
export interface Sendable extends PlannedName {
  readonly name: string;
  readonly changes: ChangeGroup['changes'];
}

export interface Batch {
  readonly members: readonly Sendable[];
  /** The plans rest on what was read after a refusal: what is refused now is refused by itself. */
  readonly read: boolean;
  /** An answer was lost already: a second time, the far side is left alone. */
  readonly lost: boolean;
}

/** Why nothing more is sent in this drain; names without a result stay due. */
export type Stop = Error | undefined;

export async function settle(sender: Sender, members: readonly PlannedName[], progress: Progress): Promise<void> {
  if (members.length > 0) await sender.settle(members.map(({ rows, plan }) => ({ rows, plan, progress })));
}

/** What was sent stands, or is gone: by this drain, or by one whose answer was lost. */
export async function settleFound(
  sender: Sender,
  members: readonly Sendable[],
  found: readonly PlannedName[],
): Promise<void> {
  const sent = new Map(members.map(({ name, plan }) => [name, plan]));
  const results = found.map(({ rows, plan }): NameResult => {
    const tried = sent.get(plan.name);
    return {
      rows,
      plan,
      progress: { step: 'settled', presumed: true, ...(tried === undefined ? {} : { sent: tried }) },
    };
  });
  if (results.length > 0) await sender.settle(results);
}

export const withChanges = ({ rows, plan }: PlannedName): readonly Sendable[] =>
  plan.group === undefined ? [] : [{ rows, plan, name: plan.name, changes: plan.group.changes }];

export const isUnchanged = (before: readonly Sendable[], after: readonly Sendable[]): boolean =>
  textOf(before) === textOf(after);
const textOf = (members: readonly Sendable[]): string =>
  JSON.stringify(members.map(({ name, changes }) => [name, changes]).sort());

export async function change({ work }: Sender, { members }: Batch): Promise<ChangeReceipt> {
  await work.drain.assertHeld();
  return work.zones.change(
    work.zone.id,
    members.flatMap(({ changes }) => changes),
  );
}

/** The value, or the error when it is one of those that have a kind; anything else is a bug and ends the drain. */
export async function attempt<Value>(sender: Pick<Sender, 'work'>, call: () => Promise<Value>): Promise<Value | Error> {
  if (!sender.work.drain.hasTime()) return new LeaseLostError('no time for one more call');
  try {
    return await call();
  } catch (error) {
    const kinds = [ChangeRefusedError, LeaseLostError, PermanentError, RetryableError, ThrottledError];
    if (error instanceof Error && kinds.some((kind) => error instanceof kind)) return error;
    throw error;
  }
}

/** Out of time the names stay due; what may have been made of them is still noted, while the lease lasts. */
export async function giveUp(sender: Sender, batch: Pick<Batch, 'members' | 'lost'>, error: Error): Promise<Error> {
  const progress = { step: 'failed', error, inDoubt: batch.lost } as const;
  if (batch.lost || !(error instanceof LeaseLostError)) await settle(sender, batch.members, progress);
  return error;
}
