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

it('examples/routes gives the names that it tells of', async () => {
  const objects = ['gateway-api', 'traefik'].flatMap((name) =>
    parseAllDocuments(readFileSync(`examples/routes/${name}.yaml`, 'utf8')).map((document) => document.toJS()),
  );
  const { sites, skipped } = await playManifests(objects);
  expect(sites).toEqual([
    'cart.example.com public public HTTPRoute/shop/cart alias:public-1.eu-central-1.elb.amazonaws.com',
    'chat.example.com public own IngressRoute/support/chat 192.0.2.80',
    'tickets.int.example.com private private IngressRoute/support/tickets 10.0.0.1',
  ]);
  expect(skipped.map(({ line }) => line)).toEqual([
    'HTTPRoute/shop/partner NotAccepted',
    'IngressRoute/support/tickets UnsupportedMatch',
  ]);
});
