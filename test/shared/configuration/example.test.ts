import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadConfiguration } from '#shared/configuration/load.ts';

const path = fileURLToPath(new URL('../../../examples/firstlight.config.ts', import.meta.url));

it('the example is a right configuration', async () => {
  const { mode, clusters, edges, zones, hosts } = await loadConfiguration(path);
  expect(mode).toBe('sync');
  expect(clusters.map((cluster) => cluster.name)).toEqual(['demo']);
  expect(zones.map((zone) => `${zone.name} ${zone.view}`)).toEqual([
    'example.com public',
    'example.com private',
    'int.example.com private',
  ]);
  expect(edges.map((edge) => [edge.name, edge.view, edge.classes])).toEqual([
    ['public', 'public', ['public']],
    ['private', 'private', ['private']],
  ]);
  expect(hosts.default).toBe('allow');
  expect(hosts.rules.length).toBeGreaterThanOrEqual(2);
});
