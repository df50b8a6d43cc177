import { momentText } from '#shared/domain/moment-text.ts';
import { absentText } from '#shared/overview/absent-clusters.ts';
import type {
  HoldEntry,
  NoticeEntry,
  OrphanEntry,
  Overview,
  RefusedEntry,
  SkippedEntry,
} from '#shared/overview/document.ts';
import type { UnclaimedMonitor } from '#shared/overview/kept-for-sites.ts';
import { orphanText } from '#shared/overview/orphans.ts';
import { unclaimedText } from '#shared/overview/unclaimed-monitors.ts';
import { leavingRows, shownHosts } from './leaving.ts';
import { painter, type Screen } from './screen.ts';
import { drawSection } from './section.ts';
import { sortSkipped } from './skipped.ts';
import { isTroubled, type SiteView, viewSites } from './state.ts';

/** What stands below the sites: first what a person may have to act on. */
export function drawSections(overview: Overview, screen: Screen, notes: readonly string[] = []): readonly string[] {
  const look = {
    columns: screen.columns,
    paint: { title: painter(screen, 'bold'), reason: painter(screen, 'yellow') },
  };
  const draw = (title: string, rows: readonly (readonly string[])[]): readonly string[] =>
    drawSection(title, rows, look);
  const { unread, warnings, skipped } = sortSkipped(overview);
  const troubled = viewSites(overview.sites, overview.releases).filter(isTroubled);
  return [
    ...draw('Stopped by the guard', overview.notices.map(noticeCells)),
    ...draw(
      'Problems',
      [...unread, ...(overview.absent ?? []).map(absentText), ...notes].map((note) => [note]),
    ),
    ...draw('Failed', troubled.map(failedCells)),
    ...draw('Unclaimed', [
      ...(overview.orphans ?? []).map(orphanCells),
      ...(overview.unclaimedMonitors ?? []).map(unclaimedCells),
    ]),
    ...draw('Held', overview.holds.map(holdCells)),
    ...draw('Leaving', leavingRows(overview)),
    ...draw('Refused', overview.refused.map(problemCells)),
    ...draw('Skipped', skipped.map(problemCells)),
    ...draw('Warnings', warnings.map(problemCells)),
  ];
}

function noticeCells({ scope, since, message, hosts, approve }: NoticeEntry): readonly string[] {
  const rest = hosts.length > shownHosts ? ` and ${hosts.length - shownHosts} more` : '';
  const names = `${hosts.slice(0, shownHosts).join(', ')}${rest}`;
  return [scope, `since ${momentText(since)}`, `${message}; would go: ${names}; to let exactly these go: ${approve}`];
}

const holdCells = ({ scope, by, why, since, until }: HoldEntry): readonly string[] => [
  scope,
  `by ${by}`,
  [
    until === undefined ? 'until resumed' : `until ${momentText(until)}`,
    `since ${momentText(since)}${why === undefined ? '' : `: ${why}`}`,
  ].join(', '),
];

const orphanCells = (entry: OrphanEntry): readonly string[] => [
  entry.host,
  `${entry.zone} (${entry.view})`,
  orphanText(entry),
];

const unclaimedCells = (entry: UnclaimedMonitor): readonly string[] => [entry.url, entry.account, unclaimedText(entry)];

const failedCells = ({ site, reason, why }: SiteView): readonly string[] => [
  site.host,
  site.source,
  reason,
  without(`${reason}: `, why),
];

/** The object stands in its own column: the message need not begin with it as well. */
const problemCells = ({ host = '–', source, reason, message }: RefusedEntry | SkippedEntry): readonly string[] => [
  host,
  source,
  reason,
  without(`${source}: `, message),
];

const without = (beginning: string, text: string): string =>
  text.startsWith(beginning) ? text.slice(beginning.length) : text;
