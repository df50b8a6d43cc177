import type { Entry, ReadZone } from './parts.ts';
import type { Problem } from './problems.ts';

/** A problem for each entry whose key an earlier entry has already; without a key it is like none. */
export function repeated<T>(
  entries: readonly Entry<T>[],
  key: (value: T) => string | undefined,
  problem: (entry: Entry<T>, first: Entry<T>) => Problem,
): readonly Problem[] {
  return entries.flatMap((entry) => {
    const own = key(entry.value);
    const first = own === undefined ? undefined : entries.find((other) => key(other.value) === own);
    return first === undefined || first.index === entry.index ? [] : [problem(entry, first)];
  });
}

/** An external id is only ever sent along with a role. */
export function looseExternalId(list: 'zones' | 'edges', entries: readonly Entry<Access>[]): readonly Problem[] {
  return entries
    .filter(({ value }) => value.externalId !== undefined && value.roleArn === undefined)
    .map(({ index }) => ({
      path: [list, index, 'externalId'],
      what: 'has no effect without a role',
      instead: 'add roleArn or remove it',
    }));
}

/** How the line of another entry names this one: by its place where its name is wrong. */
export function titleOf(list: string, { index, value }: Entry<{ readonly name?: string | undefined }>): string {
  return value.name ?? `${list}[${index}]`;
}

/** What may be named instead of an unknown name. */
export function oneOf(list: string, entries: readonly Entry<{ readonly name?: string | undefined }>[]): string {
  const names = [...new Set(entries.flatMap(({ value }) => value.name ?? []))].join(', ');
  return names === '' ? `add it to ${list}` : `write one of ${names}, or add it to ${list}`;
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

type Access = Pick<ReadZone, 'roleArn' | 'externalId'>;
