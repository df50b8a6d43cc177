import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { InboxRow } from '#shared/rows/object-rows.ts';

/** A message of a cluster, as far as it is judged. */
const Said = z.object({
  cluster: z.string(),
  marker: z.string(),
  walk: z.object({ start: z.string() }).optional(),
  ranges: z.array(
    z.object({
      ...{ apiGroup: z.string(), kind: z.string(), from: z.string(), upTo: z.string() },
      objects: z.array(z.object({ key: z.string() })),
    }),
  ),
});
export type Said = z.infer<typeof Said>;

export const readSaid = ({ body }: InboxRow): Said =>
  Said.parse(JSON.parse(gunzipSync(Buffer.from(body, 'base64')).toString('utf8')));
