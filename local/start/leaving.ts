import { momentText } from '#shared/domain/moment-text.ts';
import { titleOf } from '#shared/domain/site.ts';
import type { Overview, ReleaseEntry } from '#shared/overview/document.ts';

export const shownHosts = 5;

/** One row for all that leave in the same way: the table above has a line for each of them. */
export function leavingRows({ releases, notices }: Overview): readonly (readonly string[])[] {
  const told = new Set(notices.map(({ scope }) => scope));
  const groups = Map.groupBy(releases, ({ state, scope, waitsFor }) => JSON.stringify([state, scope, waitsFor]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = `${group.length} ${group.length === 1 ? 'name' : 'names'}`;
    // The notice has the command that lets go exactly what is seen.
    const remedy = told.has(first.scope ?? '') ? '' : remedyOf(first);
    return [[headOf(first), names, `${listOf(group)}${remedy}`]];
  });
}

const executedShownMs = 60_000;

/** Without what has been gone for a minute. */
export const withoutOld = (releases: readonly ReleaseEntry[], nowMs: number): readonly ReleaseEntry[] =>
  releases.filter(({ state, due }) => state !== 'executed' || nowMs - Date.parse(due) < executedShownMs);

function headOf({ state, scope = '' }: ReleaseEntry): string {
  if (state === 'executed') return 'removed';
  if (state === 'kept') return 'kept by policy';
  if (state === 'blocked') return `blocked by the guard of ${scope}`;
  return state === 'held' ? `held by ${scope}` : 'waiting';
}

function listOf(group: readonly ReleaseEntry[]): string {
  const isTimed = ({ state }: ReleaseEntry): boolean => state === 'waiting' || state === 'executed';
  // Of what has gone the last is the most interesting.
  const ordered = group[0]?.state === 'executed' ? group.toSorted((a, b) => (a.due < b.due ? 1 : -1)) : group;
  const shown = ordered
    .slice(0, shownHosts)
    .map((entry) => (isTimed(entry) ? `${titleOf(entry)} (${momentText(entry.due)})` : titleOf(entry)));
  return `${shown.join(', ')}${group.length > shownHosts ? ` and ${group.length - shownHosts} more` : ''}`;
}

function remedyOf({ state, scope = '', waitsFor }: ReleaseEntry): string {
  if (waitsFor !== undefined) return `; ${waitsFor}`;
  if (state === 'blocked') return `; if that is meant: npx firstlight approve ${scope}`;
  return state === 'held' ? `; to lift it: npx firstlight resume ${scope}` : '';
}
