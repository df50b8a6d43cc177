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
    ...draw('Leaving', overview.releases.map(releaseCells)),
    ...draw('Refused', overview.refused.map(refusedCells)),
    ...draw('Skipped', overview.skipped.map(skippedCells)),
    ...draw(
      'Problems',
      notes.map((note) => [note]),
    ),
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

function releaseCells({ host, view, due, state, scope }: ReleaseEntry): readonly string[] {
  if (state === 'executed') return [host, view, 'removed', `at ${clockOf(due)}`];
  if (state === 'kept') return [host, view, 'kept', 'a policy forbids to delete its records'];
  if (state === 'waiting') return [host, view, 'waiting', `due at ${clockOf(due)}`];
  return [
    host,
    view,
    state,
    `by ${scope === undefined || state === 'held' ? `the hold of ${scope}` : `the guard of ${scope}`}`,
  ];
}
