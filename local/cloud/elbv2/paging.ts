import { type Refusal, refusals } from './answer.ts';
import type { Ask } from './state.ts';

/** API reference, PageSize: 1 to 400. */
const mostPerPage = 400;

/** The page that `Marker` and `PageSize` ask for. */
export function pageOf<Item>(
  { form, limits }: Pick<Ask, 'form' | 'limits'>,
  items: readonly Item[],
): { readonly items: readonly Item[]; readonly next: string | undefined } | Refusal {
  const asked = form.get('PageSize');
  const size = asked === null ? limits.pageSize : Number(asked);
  if (!Number.isInteger(size) || size < 1 || size > mostPerPage)
    return refusals.validation('PageSize must be 1 to 400');
  const marker = form.get('Marker') ?? '0';
  if (!/^\d{1,9}$/.test(marker)) return refusals.validation('The marker is not valid');
  const from = Number(marker);
  return {
    items: items.slice(from, from + size),
    next: from + size < items.length ? String(from + size) : undefined,
  };
}
