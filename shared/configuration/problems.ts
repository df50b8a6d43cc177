import type * as z from 'zod';

/** One thing that is wrong: where, what, the value that stands there, and what to write in its place. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly what: string;
  readonly value?: unknown;
  readonly instead: string;
}

const SEPARATOR = ' – ';

/** A message of a rule: the value, which only the parser knows, is put between the halves later. */
export function describeProblem(what: string, instead: string): string {
  return `${what}${SEPARATOR}${instead}`;
}

/** Who writes a secret where its name belongs finds it in no log. */
const secrets: ReadonlySet<PropertyKey> = new Set(['token', 'url', 'apiKey', 'secret']);

/** One line for a person: `zones[0].id: is not a hosted zone id ("x") – write …`. */
export function renderProblem(problem: Problem): string {
  const isShown = problem.value !== undefined && !problem.path.some((key) => secrets.has(key));
  const value = !isShown ? '' : ` (${shorten(JSON.stringify(problem.value) ?? '')})`;
  return `${renderPath(problem.path)}: ${problem.what}${value}${SEPARATOR}${problem.instead}`;
}

/** The problems behind an issue of the parser; the parser must have been told to report the input. */
export function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code !== 'unrecognized_keys') return [toProblem(issue.path, issue.message, scalar(issue.input))];
  const messages = issue.message.split('\n');
  return issue.keys.map((key, index) => toProblem([...issue.path, key], messages[index] ?? '', undefined));
}

function toProblem(path: readonly PropertyKey[], message: string, value: unknown): Problem {
  const at = message.indexOf(SEPARATOR);
  if (at === -1) return { path, what: message, value, instead: 'see docs/configuration.md' };
  return { path, what: message.slice(0, at), value, instead: message.slice(at + SEPARATOR.length) };
}

/** Objects and lists would drown the line. */
function scalar(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? undefined : value;
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

function renderPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'configuration';
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${text}[${shorten(JSON.stringify(name))}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}
