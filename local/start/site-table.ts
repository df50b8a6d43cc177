import { titleOf } from '#shared/domain/site.ts';
import { painter, type Screen } from './screen.ts';
import { isTroubled, type SiteView, type StateWord } from './state.ts';
import { type Cell, layOut } from './table.ts';

const looks: Readonly<Record<StateWord, { readonly sign: string; readonly color: Parameters<typeof painter>[1] }>> = {
  ready: { sign: '●', color: 'green' },
  planned: { sign: '◌', color: 'cyan' },
  pending: { sign: '◐', color: 'cyan' },
  waiting: { sign: '○', color: 'yellow' },
  held: { sign: '◍', color: 'yellow' },
  failed: { sign: '✗', color: 'red' },
  releasing: { sign: '◑', color: 'magenta' },
};

/** One line per site, at most `room` of them with titles; what is not ready comes first when not all can be shown. */
export function siteTable(views: readonly SiteView[], screen: Screen, room: number): readonly string[] {
  const dim = painter(screen, 'dim');
  if (views.length === 0) return [dim('No names yet.')];
  const columns = [
    { title: 'HOST', limit: 40 },
    { title: 'VIEW', limit: 7 },
    { title: 'SOURCE', limit: 40 },
    { title: 'EDGE', limit: 20 },
    { title: 'STATE', limit: 11 },
    { title: 'WHY', limit: 400 },
  ];
  const fits = views.length <= room - 1;
  const shown = fits ? views : mostInteresting(views).slice(0, Math.max(1, room - 2));
  const [titles = '', ...rows] = layOut(
    columns,
    shown.map((view) => siteCells(view, screen)),
    screen.columns,
  );
  const rest = views.length - shown.length;
  return [dim(titles), ...rows, ...(fits ? [] : [dim(`… and ${rest} more`)])];
}

const mostInteresting = (views: readonly SiteView[]): readonly SiteView[] => [
  ...views.filter(({ state }) => state !== 'ready'),
  ...views.filter(({ state }) => state === 'ready'),
];

function siteCells(view: SiteView, screen: Screen): readonly Cell[] {
  const { site, state, why, reason } = view;
  const { sign, color } = looks[state];
  return [
    { text: titleOf(site) },
    { text: site.view },
    { text: site.source },
    { text: site.edge },
    { text: `${sign} ${state}`, paint: painter(screen, color) },
    {
      text: isTroubled(view) ? `${reason}, see below` : why,
      ...(state === 'ready' ? { paint: painter(screen, 'dim') } : {}),
    },
  ];
}
