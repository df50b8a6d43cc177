import { type Document, isMap, type LineCounter, visit } from 'yaml';

/** Where a document stands: its file, and how its offsets become lines of it. */
export interface Location {
  readonly path: string;
  readonly lines: LineCounter;
  /** Lines of the file before the document's part. */
  readonly linesBefore: number;
}

/** Why a document cannot be used, with its place and what to do; undefined when it is fine. */
export function breakageOf(document: Document.Parsed, { path, lines, linesBefore }: Location): string | undefined {
  const [error] = document.errors;
  const lineOf = (at: number): number => lines.linePos(at).line + linesBefore;
  const template = templateAt(document);
  if (template !== undefined) {
    return `${path}:${lineOf(template)}: looks like a Helm template; render it first (helm template)`;
  }
  if (error === undefined) return undefined;
  return `${path}:${lineOf(error.pos[0])}: broken YAML (${firstLine(error)}); ${remedy}`;
}

export const brokenJson = (path: string, error: unknown): string =>
  `${path}: broken JSON (${firstLine(error)}); ${remedy}`;

/** The first line; the library shows the place on the lines below. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').replace(/:$/, '').slice(0, 500);
}

/** Parsers notice a slip where it stops making sense. */
const remedy = 'mend it there or just before';

/** Outside quotes `{{ … }}` is a map whose key is a map, which no manifest has. */
function templateAt(document: Document.Parsed): number | undefined {
  let at: number | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isMap(key) || key.flow !== true) return undefined;
      at = key.range?.[0];
      return visit.BREAK;
    },
  });
  return at;
}
