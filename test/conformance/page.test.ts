import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { playManifests } from './play-manifests.ts';

/** The examples of docs/kinds.md; the last line of each is the site that comes of it. */
const examples = [...readFileSync('docs/kinds.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)# (.*)\n```/g)].map(
  ([, text = '', site = '']) => ({ site, text }),
);

it('docs/kinds.md has an example of each family', () => {
  expect(examples).toHaveLength(3);
});

it.each(examples)('docs/kinds.md: $site', async ({ text, site }) => {
  const found = await playManifests(parseAllDocuments(text).map((document) => document.toJS()));
  expect(found).toEqual({ sites: [site], refused: [], skipped: [] });
});
