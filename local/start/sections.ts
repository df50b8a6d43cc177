import type {
  HoldEntry,
  NoticeEntry,
  Overview,
  RefusedEntry,
  ReleaseEntry,
  SkippedEntry,
} from '#shared/overview/document.ts';
import { painter, type Screen } from './screen.ts';
import { drawSection } from './section.ts';
import { clockOf, momentOf } from './state.ts';

/** What stands below the sites: first what a person may have to act on. */
export function drawSections(overview: Overview, screen: Screen, notes: readonly string[] = []): readonly string[] {
  const look = {
    columns: screen.columns,
    paint: { title: painter(screen, 'bold'), reason: painter(screen, 'yellow') },
  };
  const draw = (title: string, rows: readonly (readonly string[])[]): readonly string[] =>
    drawSection(title, rows, look);
  return [
    ...draw('Stopped by the guard', overview.notices.map(noticeCells)),
    ...draw('Held', overview.holds.map(holdCells)),
    ...draw('Leaving', leavingRows(overview.releases)),
    ...draw(
      'Problems',
      notes.map((note) => [note]),
    ),
    ...draw('Refused', overview.refused.map(refusedCells)),
    ...draw('Skipped', overview.skipped.map(skippedCells)),
  ];
}

const shownHosts = 5;

function noticeCells({ scope, since, message, hosts, approve }: NoticeEntry): readonly string[] {
  const rest = hosts.length > shownHosts ? ` and ${hosts.length - shownHosts} more` : '';
  const names = `${hosts.slice(0, shownHosts).join(', ')}${rest}`;
  return [scope, `since ${clockOf(since)}`, `${message}; would go: ${names}; to let exactly these go: ${approve}`];
}

const holdCells = ({ scope, by, why, since, until }: HoldEntry): readonly string[] => [
  scope,
  `by ${by}`,
  [
    until === undefined ? 'until resumed' : `until ${momentOf(until)}`,
    `since ${momentOf(since)}${why === undefined ? '' : `: ${why}`}`,
  ].join(', '),
];

const refusedCells = ({ host, source, reason, message }: RefusedEntry): readonly string[] => [
  host,
  source,
  reason,
  message,
];

const skippedCells = ({ host = '–', source, reason, message }: SkippedEntry): readonly string[] => [
  host,
  source,
  reason,
  message,
];

/** One row for all that leave in the same way: the table above has a line for each of them. */
function leavingRows(releases: readonly ReleaseEntry[]): readonly (readonly string[])[] {
  const groups = Map.groupBy(releases, ({ state, scope = '' }) => `${state} ${scope}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = `${group.length} ${group.length === 1 ? 'name' : 'names'}`;
    return [[headOf(first), names, `${listOf(group)}${remedyOf(first)}`]];
  });
}

function headOf({ state, scope = '' }: ReleaseEntry): string {
  if (state === 'executed') return 'removed';
  if (state === 'kept') return 'kept by policy';
  if (state === 'blocked') return `blocked by the guard of ${scope}`;
  return state === 'held' ? `held by ${scope}` : 'waiting';
}

function listOf(group: readonly ReleaseEntry[]): string {
  const isTimed = ({ state }: ReleaseEntry): boolean => state === 'waiting' || state === 'executed';
  // Of what has gone the last is the most interesting.
  const ordered = group[0]?.state === 'executed' ? group.toReversed() : group;
  const shown = ordered
    .slice(0, shownHosts)
    .map((entry) => (isTimed(entry) ? `${entry.host} (${clockOf(entry.due)})` : entry.host));
  return `${shown.join(', ')}${group.length > shownHosts ? ` and ${group.length - shownHosts} more` : ''}`;
}

function remedyOf({ state, scope = '' }: ReleaseEntry): string {
  if (state === 'blocked') return `; if that is meant: npx firstlight approve ${scope}`;
  return state === 'held' ? `; to lift it: npx firstlight resume ${scope}` : '';
}
