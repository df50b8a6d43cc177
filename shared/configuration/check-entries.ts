import type { Zone } from '../domain/configuration.ts';
import type { Entry } from './parts.ts';
import type { Problem } from './problems.ts';

/** A problem for each entry whose key an earlier entry has already. */
export function repeated<T>(
  entries: readonly Entry<T>[],
  key: (value: T) => string,
  problem: (entry: Entry<T>, first: Entry<T>) => Problem,
): readonly Problem[] {
  return entries.flatMap((entry) => {
    const first = entries.find((other) => key(other.value) === key(entry.value));
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

/** What may be named instead of an unknown name. */
export function oneOf(list: string, entries: readonly Entry<{ readonly name: string }>[]): string {
  const names = entries.map(({ value }) => value.name).join(', ');
  return names === '' ? `add it to ${list}` : `write one of ${names}, or add it to ${list}`;
}

type Access = Pick<Zone, 'roleArn' | 'externalId'>;
