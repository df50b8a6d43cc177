import { type Cell, layOut, type Paint } from './table.ts';
import { columnsOf, harmless, wrap } from './text.ts';

/** How a section is painted. */
export interface SectionPaint {
  readonly title: Paint;
  /** Of the reason, which is the column before the last. */
  readonly reason: Paint;
}

const indent = '  ';
const gap = '  ';
/** What is longer is told whole in the sentence, or by `why HOST`. */
const factLimit = 40;
/** Below this a sentence would stand one word to a line. */
const narrowest = 30;

/** A title and its rows; the last column is a sentence and goes on below itself when it does not fit. */
export function drawSection(
  title: string,
  rows: readonly (readonly string[])[],
  { columns, paint }: { readonly columns: number; readonly paint: SectionPaint },
): readonly string[] {
  const [first] = rows;
  if (first === undefined) return [];
  const facts = first.slice(0, -1).map(() => ({ title: '', limit: factLimit }));
  const width = columns - indent.length;
  const plain = factLines(rows, facts.length, { facts, width, reason: undefined });
  const painted = factLines(rows, facts.length, { facts, width, reason: paint.reason });
  const taken = facts.length === 0 ? 0 : Math.max(...plain.map(columnsOf)) + gap.length;
  const beside = width - taken >= narrowest;
  const lines = rows.flatMap((row, index) => {
    const sentence = wrap(harmless(row.at(-1) ?? ''), beside ? width - taken : width - indent.length);
    const pad = ' '.repeat(beside ? taken : indent.length);
    if (facts.length === 0) return sentence;
    const head = painted[index] ?? '';
    const fill = ' '.repeat(Math.max(0, taken - columnsOf(plain[index] ?? '')));
    const [start = '', ...rest] = sentence;
    return beside
      ? [`${head}${fill}${start}`, ...rest.map((line) => pad + line)]
      : [head, ...sentence.map((line) => pad + line)];
  });
  return ['', paint.title(title), ...lines.map((line) => indent + line)];
}

interface FactStyle {
  readonly facts: readonly { readonly title: string; readonly limit: number }[];
  readonly width: number;
  readonly reason: Paint | undefined;
}

function factLines(rows: readonly (readonly string[])[], count: number, style: FactStyle): readonly string[] {
  const cells = rows.map((row) =>
    row.slice(0, count).map((text, index): Cell => {
      const isReason = index === count - 1 && count > 2;
      return isReason && style.reason !== undefined ? { text, paint: style.reason } : { text };
    }),
  );
  return layOut(style.facts, cells, style.width);
}
