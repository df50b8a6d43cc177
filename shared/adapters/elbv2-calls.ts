import { classifyElbv2Error } from './elbv2-errors.ts';

/** Undefined where the call fails with this code. */
export const unless = <Answer>(code: string, call: Promise<Answer>): Promise<Answer | undefined> =>
  call.catch((error: unknown) => {
    if (nameOf(error) === code) return undefined;
    throw error;
  });

interface Marker {
  readonly Marker?: string;
}

/** All pages of a list; undefined where what it belongs to is not there. */
export async function pagesOf<Page extends { readonly NextMarker?: string | undefined }>(
  ask: (marker: Marker) => Promise<Page | undefined>,
): Promise<readonly Page[] | undefined> {
  const pages: Page[] = [];
  for (let marker: Marker | undefined = {}; marker !== undefined; ) {
    const from: Marker = marker;
    const page = await attempt(() => ask(from));
    if (page === undefined) return undefined;
    pages.push(page);
    marker = page.NextMarker === undefined ? undefined : { Marker: page.NextMarker };
  }
  return pages;
}

export async function attempt<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    throw classifyElbv2Error('read', error);
  }
}

/** DescribeLoadBalancers and DescribeTags take this many ARNs (API reference). */
const arnsPerCall = 20;

/** A list in portions that one call takes. */
export const portions = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / arnsPerCall) }, (_, at) =>
    items.slice(at * arnsPerCall, (at + 1) * arnsPerCall),
  );

/** The code of an error of the SDK. */
export const nameOf = (error: unknown): string | undefined => (error instanceof Error ? error.name : undefined);
