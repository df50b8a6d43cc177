import { columnsOf, fill, harmless } from './text.ts';

/** One column of a table; the last one takes what is left. */
export interface Column {
  readonly title: string;
  /** The widest it may become. */
  readonly limit: number;
}

/** How one cell is painted; applied after the text was cut, so that colours take no columns. */
export type Paint = (text: string) => string;

export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

const gap = '  ';
const plain: Paint = (text) => text;

/** Lines of at most `width` columns, one per row, a title line above if there are titles; what stands in cells is made harmless. */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): readonly string[] {
  const safe = rows.map((row) => row.map((cell) => ({ ...cell, text: harmless(cell.text) })));
  const widths = columns.map(({ title, limit }, index) =>
    Math.min(limit, Math.max(columnsOf(title), ...safe.map((row) => columnsOf(row[index]?.text ?? '')))),
  );
  shrink(widths, width);
  const titles = columns.map(({ title }) => ({ text: title }));
  const titled = columns.some(({ title }) => title !== '');
  return [...(titled ? [titles] : []), ...safe].map((row) => line(row, widths));
}

/** Takes columns away, from the widest first, until the line fits; no column falls below 4. */
function shrink(widths: number[], width: number): void {
  const total = (): number => widths.reduce((sum, each) => sum + each, gap.length * (widths.length - 1));
  while (total() > width) {
    const widest = Math.max(...widths);
    if (widest <= 4) return;
    widths[widths.lastIndexOf(widest)] = widest - 1;
  }
}

function line(row: readonly Cell[], widths: readonly number[]): string {
  const cells = widths.map((width, index) => {
    const cell = row[index] ?? { text: '' };
    const text = fill(cell.text, width);
    return (cell.paint ?? plain)(index === widths.length - 1 ? text.trimEnd() : text);
  });
  return cells.join(gap).trimEnd();
}
