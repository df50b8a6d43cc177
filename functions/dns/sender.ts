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
  /** Reads the names at the far side and plans them again. */
  replan(names: readonly PlannedName[]): Promise<readonly PlannedName[]>;
  /** Called as soon as something is known for good of a name. */
  settle(results: readonly NameResult[]): Promise<void>;
  readonly room: ZoneRoom;
  /** How many times a refused batch may still be taken apart. */
  cuts: number;
}

/** A name whose plan has changes. */
export interface Sendable extends PlannedName {
  readonly name: string;
  readonly changes: ChangeGroup['changes'];
}

export async function settle(sender: Sender, members: readonly PlannedName[], progress: Progress): Promise<void> {
  if (members.length > 0) await sender.settle(members.map(({ rows, plan }) => ({ rows, plan, progress })));
}

/** What was sent stands, or is gone: by this drain, or by one whose answer was lost. */
export async function settleFound(
  sender: Sender,
  members: readonly Sendable[],
  found: readonly PlannedName[],
): Promise<void> {
  const sent = new Map(members.map(({ name, plan }) => [name, plan.group]));
  const results = found.map(({ rows, plan }): NameResult => {
    const group = sent.get(plan.name);
    return {
      rows,
      plan,
      progress: { step: 'settled', presumed: true, ...(group === undefined ? {} : { sent: group }) },
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
