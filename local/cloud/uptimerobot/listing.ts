import { type Refusal, refusals } from './answer.ts';
import { root } from './operations.ts';
import type { Ask } from './state.ts';

/** Where links of an answer lead: the public address, whoever serves this. */
const origin = 'https://api.uptimerobot.com';

interface Listed {
  readonly path: string;
  /** Entries on a page. */
  readonly size: number;
}

/**
 * A page of items in the order of their ids, beginning after the one that `cursor` names, and the link to the next: an absolute URL that
 * repeats the filters (GoSuccessHQ/uptimerobot-api, "verified live"). The contract says null on the last page.
 */
export function pageOf<Item extends { readonly id: number | string }>(
  { query }: Pick<Ask, 'query'>,
  items: readonly Item[],
  { path, size }: Listed,
): { readonly data: readonly Item[]; readonly nextLink: string | null } | Refusal {
  const { cursor } = query;
  if (cursor !== undefined && !/^\d+$/.test(cursor)) return refusals.invalid(['cursor must be a number']);
  const sorted = items.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const left = cursor === undefined ? sorted : sorted.filter(({ id }) => BigInt(id) > BigInt(cursor));
  const data = left.slice(0, size);
  const last = data.at(-1);
  if (last === undefined || left.length <= size) return { data, nextLink: null };
  const filters = new URLSearchParams({ ...query, cursor: String(last.id) });
  return { data, nextLink: `${origin}${root}${path}/?${filters}` };
}
