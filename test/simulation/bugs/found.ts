import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** Where a seeded bug was found, looking from the first seed on. */
const Found = z.object({ seed: z.number(), invariant: z.string() });
export type Found = z.infer<typeof Found>;

const file = new URL('./found.json', import.meta.url);
const page = new URL('../../../docs/reliability.md', import.meta.url);
const [begin, end] = ['<!-- seeded bugs -->', '<!-- end of seeded bugs -->'];

/** By name of the bug. */
export const readFound = (): Readonly<Record<string, Found>> =>
  z.record(z.string(), Found).parse(JSON.parse(readFileSync(file, 'utf8')));

/**
 * Writes down where bugs were found, for the next run and, as a table, for people.
 *
 * @throws Error if the page has no place for the table
 */
export function writeFound(found: Readonly<Record<string, Found>>, breaks: ReadonlyMap<string, string>): void {
  const sorted = Object.entries(found)
    .filter(([name]) => breaks.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
  const rows = sorted.map(([name, one]) => `| ${name} | ${breaks.get(name)} | ${one.seed} | ${one.invariant} |`);
  const table = ['| bug | what it breaks | seeds needed | caught by |', '|---|---|---|---|', ...rows].join('\n');
  const text = readFileSync(page, 'utf8');
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`docs/reliability.md has no ${begin} with an ${end} after it`);
  writeFileSync(page, `${text.slice(0, before + begin.length)}\n${table}\n${text.slice(after)}`);
}
