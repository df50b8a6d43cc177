import type { Overview } from '#shared/overview/document.ts';
import { type Hints, linesToPaste } from './hints.ts';
import { withoutOld } from './leaving.ts';
import { type Screen as Lines, painter } from './screen.ts';
import { drawSections } from './sections.ts';
import { siteTable } from './site-table.ts';
import { type SiteView, type StateWord, viewSites } from './state.ts';
import { cut, harmless } from './text.ts';

/** What stands around the table. */
export interface Surroundings extends Hints {
  readonly clusters: readonly string[];
  readonly mode: string;
  /** Problems of the last moments, newest last. */
  readonly notes: readonly string[];
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** Not everything that is followed was looked at yet. */
  readonly reading?: boolean;
  /** Nothing listens any more by the time that this is read. */
  readonly ended?: boolean;
}

export interface Screen extends Lines {
  readonly rows: number;
}

/** The whole picture: lines of at most `screen.columns` columns, and no more of them than `screen.rows`. */
export function drawFrame(document: Overview, around: Surroundings, screen: Screen): readonly string[] {
  const releases = withoutOld(document.releases, around.nowMs);
  const views = viewSites(document.sites, releases);
  const head = ['', headline(views, around, screen), ''];
  const foot = around.ended ? [] : tryLines(document, around, screen);
  const sections = drawSections({ ...document, releases }, screen, around.notes);
  const room = Math.max(4, screen.rows - head.length - foot.length);
  const tableRows = Math.max(4, room - Math.min(sections.length, Math.ceil(room / 2)));
  const isEmpty = views.length === 0 && around.reading;
  const table = isEmpty
    ? [painter(screen, 'dim')(around.context === undefined ? 'reading the manifests …' : 'reading the cluster …')]
    : siteTable(views, screen, tableRows);
  return [...head, ...table, ...shorten(sections, Math.max(0, room - table.length)), ...foot];
}

const tryLines = (document: Overview, around: Surroundings, screen: Screen): readonly string[] => [
  '',
  painter(screen, 'bold')('Try'),
  ...linesToPaste(document.sites, around, screen.columns - 2).map(
    (line) => `  ${cut(harmless(line), screen.columns - 2)}`,
  ),
];

const counted: readonly StateWord[] = ['ready', 'planned', 'pending', 'waiting', 'held', 'failed', 'releasing'];

/** `16 names, 13 ready, 1 waiting` */
export function countViews(views: readonly SiteView[]): string {
  const counts = counted.map((state) => ({ state, count: views.filter((view) => view.state === state).length }));
  const names = `${views.length} ${views.length === 1 ? 'name' : 'names'}`;
  return [names, ...counts.filter(({ count }) => count > 0).map(({ state, count }) => `${count} ${state}`)].join(', ');
}

function headline(views: readonly SiteView[], around: Surroundings, screen: Screen): string {
  const rest = [around.clusters.join(', '), around.mode, countViews(views)].join(' · ');
  const text = cut(harmless(rest), Math.max(0, screen.columns - 12));
  return `${painter(screen, 'bold')('Firstlight')}  ${painter(screen, 'dim')(text)}`;
}

function shorten(lines: readonly string[], room: number): readonly string[] {
  if (lines.length <= room) return lines;
  return room < 2 ? [] : [...lines.slice(0, room - 1), `  … and ${lines.length - room + 1} more lines`];
}
