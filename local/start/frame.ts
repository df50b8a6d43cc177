import { styleText } from 'node:util';
import type { Overview, RefusedEntry, ReleaseEntry, SkippedEntry } from '#shared/overview/document.ts';
import { type Hints, linesToPaste } from './hints.ts';
import { drawSection } from './section.ts';
import { clockOf, type SiteView, type StateWord, viewSites } from './state.ts';
import { type Cell, layOut, type Paint } from './table.ts';
import { cut, harmless } from './text.ts';

/** What stands around the table. */
export interface Surroundings extends Hints {
  readonly clusters: readonly string[];
  readonly mode: string;
  /** Problems of the last moments, newest last. */
  readonly notes: readonly string[];
}

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly colors: boolean;
}

type Color = Parameters<typeof styleText>[0];

const looks: Readonly<Record<StateWord, { readonly sign: string; readonly color: Color }>> = {
  ready: { sign: '●', color: 'green' },
  planned: { sign: '◌', color: 'cyan' },
  pending: { sign: '◐', color: 'cyan' },
  waiting: { sign: '○', color: 'yellow' },
  failed: { sign: '✗', color: 'red' },
  releasing: { sign: '◑', color: 'magenta' },
};

/** The whole picture: lines of at most `screen.columns` columns, and no more of them than `screen.rows`. */
export function drawFrame(document: Overview, around: Surroundings, screen: Screen): readonly string[] {
  const views = viewSites(document.sites, document.releases);
  const head = ['', headline(views, around, screen), ''];
  const foot = [
    '',
    paint(screen, 'bold')('Try'),
    ...linesToPaste(document.sites, around).map((line) => `  ${cut(harmless(line), screen.columns - 2)}`),
  ];
  const look = { columns: screen.columns, paint: { title: paint(screen, 'bold'), reason: paint(screen, 'yellow') } };
  const sections = [
    ...drawSection('Refused', document.refused.map(refusedCells), look),
    ...drawSection('Skipped', document.skipped.map(skippedCells), look),
    ...drawSection('Leaving', document.releases.map(releaseCells), look),
    ...drawSection(
      'Problems',
      around.notes.map((note) => [note]),
      look,
    ),
  ];
  const room = Math.max(4, screen.rows - head.length - foot.length);
  const table = siteTable(views, screen, Math.max(4, room - Math.min(sections.length, Math.ceil(room / 2))));
  return [...head, ...table, ...shorten(sections, Math.max(0, room - table.length)), ...foot];
}

function headline(views: readonly SiteView[], around: Surroundings, screen: Screen): string {
  const count = (state: StateWord): number => views.filter((view) => view.state === state).length;
  const counts = (['ready', 'planned', 'pending', 'waiting', 'failed', 'releasing'] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${state}`);
  const names = `${views.length} ${views.length === 1 ? 'name' : 'names'}`;
  const rest = [around.clusters.join(', '), around.mode, [names, ...counts].join(', ')].join(' · ');
  const text = cut(harmless(rest), Math.max(0, screen.columns - 12));
  return `${paint(screen, 'bold')('Firstlight')}  ${paint(screen, 'dim')(text)}`;
}

function siteTable(views: readonly SiteView[], screen: Screen, room: number): readonly string[] {
  if (views.length === 0) return [paint(screen, 'dim')('No names yet.')];
  const columns = [
    { title: 'HOST', limit: 48 },
    { title: 'VIEW', limit: 7 },
    { title: 'SOURCE', limit: 40 },
    { title: 'EDGE', limit: 20 },
    { title: 'STATE', limit: 11 },
    { title: 'WHY', limit: 400 },
  ];
  const fits = views.length <= room - 1;
  const shown = fits ? views : mostInteresting(views).slice(0, Math.max(1, room - 2));
  const lines = layOut(
    columns,
    shown.map((view) => siteCells(view, screen)),
    screen.columns,
  );
  const [titles = '', ...rows] = lines;
  const rest = views.length - shown.length;
  return [paint(screen, 'dim')(titles), ...rows, ...(fits ? [] : [paint(screen, 'dim')(`… and ${rest} more`)])];
}

/** What is not ready comes first when not everything can be shown. */
const mostInteresting = (views: readonly SiteView[]): readonly SiteView[] => [
  ...views.filter(({ state }) => state !== 'ready'),
  ...views.filter(({ state }) => state === 'ready'),
];

function siteCells({ site, state, why }: SiteView, screen: Screen): readonly Cell[] {
  const { sign, color } = looks[state];
  const name = site.setIdentifier === '' ? site.host : `${site.host} (${site.setIdentifier})`;
  return [
    { text: name },
    { text: site.view },
    { text: site.source },
    { text: site.edge },
    { text: `${sign} ${state}`, paint: paint(screen, color) },
    { text: why, ...(state === 'ready' ? { paint: paint(screen, 'dim') } : {}) },
  ];
}

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
  return [host, view, scope === undefined ? state : `${state} by ${scope}`, `due ${clockOf(due)}`];
}

function shorten(lines: readonly string[], room: number): readonly string[] {
  if (lines.length <= room) return lines;
  return room < 2 ? [] : [...lines.slice(0, room - 1), `  … and ${lines.length - room + 1} more lines`];
}

function paint(screen: Screen, color: Color): Paint {
  return screen.colors ? (text) => styleText(color, text, { validateStream: false }) : (text) => text;
}
