import type { Plan, PlanEntry, PlanKind } from '#shared/overview/plan-document.ts';
import { type Color, painter } from '../../local/start/screen.ts';
import { harmless, wrap } from '../../local/start/text.ts';
import type { Look } from '../command.ts';

const groups: readonly { readonly kind: PlanKind; readonly title: string; readonly color: Color }[] = [
  { kind: 'publish', title: 'Publishes', color: 'green' },
  { kind: 'change', title: 'Changes', color: 'cyan' },
  { kind: 'release', title: 'Releases', color: 'magenta' },
  { kind: 'keep', title: 'Kept', color: 'magenta' },
  { kind: 'cannot', title: 'Cannot', color: 'red' },
  { kind: 'refuse', title: 'Refuses', color: 'red' },
  { kind: 'wait', title: 'Waiting', color: 'yellow' },
];

/** Groups of names, each with its reason and its records; the last line is the summary. */
export function printPlan({ entries, summary, changes }: Plan, look: Look): readonly string[] {
  const lines = groups.flatMap(({ kind, title, color }) => {
    const mine = entries.filter((entry) => entry.kind === kind);
    if (mine.length === 0) return [];
    return [painter(look, 'bold')(title), ...mine.flatMap((entry) => entryLines(entry, look, color)), ''];
  });
  return [...lines, changes ? summary : `no changes (${summary})`];
}

function entryLines(
  { host, view, setIdentifier = '', source, why, records }: PlanEntry,
  look: Look,
  color: Color,
): readonly string[] {
  const name = [
    host === '' ? source : host,
    view,
    setIdentifier === '' ? '' : `(${setIdentifier})`,
    host === '' ? '' : source,
  ];
  const head = painter(look, color)(harmless(name.filter((part) => part !== undefined && part !== '').join('  ')));
  const below = [...(why === '' ? [] : [why]), ...records];
  const rest = below.flatMap((text) =>
    wrap(harmless(text), look.columns - 6).map((line, index) => `${index === 0 ? '    ' : '      '}${line}`),
  );
  return [`  ${head}`, ...rest];
}
