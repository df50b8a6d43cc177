import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One import as it is written, and the URL of the file that it is written in. */
export interface Import {
  readonly specifier: string;
  readonly importer: string | undefined;
}

/** What came of importing the file at `url`, which a person called `path`; `asked` is the last import that was looked for. */
export interface LoadFailure {
  readonly path: string;
  readonly url: string;
  readonly cause: unknown;
  readonly asked: Import | undefined;
}

/** One line that says where a configuration file, or one that it imports, is broken: `FILE:line:column: …`. */
export function describeLoadError(failure: LoadFailure): string {
  const { cause, path, url } = failure;
  const what = `cannot be loaded: ${firstLine(cause)}`;
  const place = importPlace(failure) ?? parserPlace(cause) ?? thrownPlace(cause);
  if (place === undefined) return `${path}: ${what} – ${unplaced(failure)}`;
  const file = place.url === url ? path : relative('', fileURLToPath(place.url));
  const at = [file, place.line, ...(place.column === undefined ? [] : [place.column])].join(':');
  return `${at}: ${what} – ${remedyOf(cause)}`;
}

interface Place {
  readonly url: string;
  readonly line: number;
  readonly column?: number;
}

/** An error of the resolver has no place of its own: the line is the one that names what was not found. */
function importPlace({ cause, asked }: LoadFailure): Place | undefined {
  if (codeOf(cause) !== 'ERR_MODULE_NOT_FOUND' || !asked?.importer?.startsWith('file:')) return undefined;
  const lines = readFileSync(fileURLToPath(asked.importer), 'utf8').split('\n');
  const index = lines.findIndex(
    (line) => line.includes(`'${asked.specifier}'`) || line.includes(`"${asked.specifier}"`),
  );
  return index === -1 ? undefined : { url: asked.importer, line: index + 1 };
}

/** Node puts what its parser found above the stack: `URL:line`, the lines around, and a line of carets. */
function parserPlace(cause: unknown): Place | undefined {
  if (!(cause instanceof SyntaxError)) return undefined;
  const [head = '', ...rest] = cause.stack?.split('\n') ?? [];
  const [, url, line] = /^(file:.+):(\d+)$/.exec(head) ?? [];
  if (url === undefined) return undefined;
  const carets = rest.find((text) => /^\s*\^+\s*$/.test(text));
  return { url, line: Number(line), ...(carets === undefined ? {} : { column: carets.indexOf('^') + 1 }) };
}

/** Where the code of the person threw: not in a package, and not here. */
function thrownPlace(cause: unknown): Place | undefined {
  if (!(cause instanceof Error)) return undefined;
  for (const frame of cause.stack?.split('\n') ?? []) {
    const [, url, line, column] = /^ {4}at .*?(file:\/\/.+?):(\d+):(\d+)\)?$/.exec(frame) ?? [];
    if (url === undefined || url.includes('/node_modules/') || url.startsWith(import.meta.resolve('./'))) continue;
    return { url, line: Number(line), column: Number(column) };
  }
  return undefined;
}

function remedyOf(cause: unknown): string {
  const code = codeOf(cause);
  if (code === 'ERR_MODULE_NOT_FOUND') return 'mend the import, or add what it names';
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') return 'write it without: types are stripped, not compiled';
  return code === 'ERR_INVALID_TYPESCRIPT_SYNTAX' ? 'mend it there or just before' : 'mend it there';
}

/** V8 keeps the place of its syntax errors to itself. */
function unplaced({ cause, path }: LoadFailure): string {
  return cause instanceof SyntaxError ? `mend the file; npx node --check ${path} shows where` : 'mend the file';
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}

function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const line = text.split('\n').find((one) => one.trim() !== '');
  return line?.slice(0, 300) ?? 'nothing is known';
}
