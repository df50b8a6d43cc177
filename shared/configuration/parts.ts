import type * as z from 'zod';
import type { Cluster, Edge, HostRule, Zone } from '../domain/configuration.ts';
import * as schema from './schema.ts';

/** An entry of a list together with its place in it. */
export interface Entry<T> {
  readonly index: number;
  readonly value: T;
}

/** The entries of each list that are well-formed by themselves; `complete` tells whether that is all of them. */
export interface Parts {
  readonly zones: Entries<Zone>;
  readonly clusters: Entries<Cluster>;
  readonly edges: Entries<Edge>;
  readonly rules: Entries<HostRule>;
}

export interface Entries<T> {
  readonly entries: readonly Entry<T>[];
  readonly complete: boolean;
}

/** Takes apart what was written, so that one bad entry does not hide what is wrong with the others. */
export function takeApart(raw: unknown): Parts {
  return {
    zones: entriesOf(member(raw, 'zones'), schema.zone),
    clusters: entriesOf(member(raw, 'clusters'), schema.cluster),
    edges: entriesOf(member(raw, 'edges'), schema.edge),
    rules: entriesOf(member(member(raw, 'hosts'), 'rules') ?? [], schema.hostRule),
  };
}

/** The member of an object, undefined for anything that is not one. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function entriesOf<T>(list: unknown, part: z.ZodType<T>): Entries<T> {
  if (!Array.isArray(list)) return { entries: [], complete: false };
  const entries = list.flatMap((item: unknown, index): Entry<T>[] => {
    const parsed = part.safeParse(item);
    return parsed.success ? [{ index, value: parsed.data }] : [];
  });
  return { entries, complete: entries.length === list.length };
}
