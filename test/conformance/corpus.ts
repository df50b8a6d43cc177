import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

const Case = z.strictObject({
  name: z.string(),
  /** Why this is so, where it is not plain. */
  because: z.string().optional(),
  /** It means something else in a cluster, which would not take an object or fill in what is missing. */
  only: z.literal('manifests').optional(),
  objects: z.array(
    z.looseObject({
      apiVersion: z.string(),
      kind: z.string(),
      metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
      status: z.looseObject({}).optional(),
    }),
  ),
  /**
   * `HOST VIEW EDGE SOURCE TARGET`, EDGE `own` where there is none, TARGET `-` while it is not known. Behind it
   * `tls WHO: DETAIL`, or `tls ARN`, where the certificate does not simply come from ACM, and `monitor SCHEME PATH SECONDS`
   * where it is watched, with `, login by WHAT` where something asks for one.
   */
  sites: z.array(z.string()).default([]),
  /** `HOST SOURCE REASON` */
  refused: z.array(z.string()).default([]),
  /** `SOURCE REASON`, and behind ` | ` a part of the message. */
  skipped: z.array(z.string()).default([]),
});

export type Case = z.infer<typeof Case> & { readonly file: string };

const folder = new URL('cases/', import.meta.url);

/** Objects and what is to come of them, one document a case. Conditions are short: a strict schema would want more of each. */
export const corpus: readonly Case[] = readdirSync(folder)
  .sort()
  .flatMap((file) =>
    parseAllDocuments(readFileSync(new URL(file, folder), 'utf8')).map((document) => ({
      ...Case.parse(document.toJS()),
      file,
    })),
  );
