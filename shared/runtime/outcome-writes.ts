import { ConditionFailedError } from '#shared/errors/kinds.ts';
import { transactFenced } from './fenced.ts';
import type { Lease } from './lease.ts';
import { actionsBesideFence } from './limits.ts';
import type { Action, Table } from './table.ts';

/** The actions of one key: together in one transaction where they fit. */
export interface KeyActions {
  readonly key: string;
  readonly actions: readonly Action[];
}

/**
 * Writes what became of the keys, as few transactions as possible, one after the other (they all check the same lane
 * row), each fenced. Returns the keys that are written; the others were changed by somebody else meanwhile.
 * @throws LeaseLostError
 */
export async function writeOutcomes(
  table: Table,
  lease: Lease,
  groups: readonly KeyActions[],
): Promise<ReadonlySet<string>> {
  const written = new Set<string>();
  for (const pack of packTransactions(groups)) {
    if (await tryWrite(table, lease, pack)) for (const group of pack) written.add(group.key);
    else if (pack.length > 1) for (const key of await writeOneByOne(table, lease, pack)) written.add(key);
  }
  return written;
}

async function writeOneByOne(table: Table, lease: Lease, pack: readonly KeyActions[]): Promise<readonly string[]> {
  const written: string[] = [];
  for (const group of pack) if (await tryWrite(table, lease, [group])) written.push(group.key);
  return written;
}

/** Fills transactions of up to 99 actions; a key with more goes alone, its puts first, over several. */
export function packTransactions(groups: readonly KeyActions[]): readonly (readonly KeyActions[])[] {
  const packs: KeyActions[][] = [];
  let room = 0;
  for (const group of groups.flatMap(splitGroup)) {
    if (group.actions.length > room || packs.length === 0) {
      packs.push([]);
      room = actionsBesideFence;
    }
    packs.at(-1)?.push(group);
    room -= group.actions.length;
  }
  return packs;
}

function splitGroup(group: KeyActions): readonly KeyActions[] {
  const parts: KeyActions[] = [];
  for (let at = 0; at < group.actions.length; at += actionsBesideFence) {
    parts.push({ key: group.key, actions: group.actions.slice(at, at + actionsBesideFence) });
  }
  return parts;
}

async function tryWrite(table: Table, lease: Lease, pack: readonly KeyActions[]): Promise<boolean> {
  const { fence } = lease;
  try {
    await transactFenced(
      { table, fence, lane: lease.state().lane },
      pack.flatMap((group) => group.actions),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}
