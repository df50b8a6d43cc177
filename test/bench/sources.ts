import { kindIds } from '#shared/domain/kinds.ts';
import type { Source } from '#shared/domain/objects.ts';

/** Every kind is listed. */
export const sources = kindIds
  .map(
    (of): Source => ({
      kind: 'firstlight.dev/Source',
      form: 'full',
      key: `/${of}`,
      of,
      state: 'listed',
      since: '2026-01-01T00:00:00Z',
    }),
  )
  .sort((a, b) => (a.key < b.key ? -1 : 1));
