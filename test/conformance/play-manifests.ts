import { createForwarder } from '../../forwarder/forwarder.ts';
import { joinedSource } from '../../forwarder/joins/joined-source.ts';
import type { Directory } from '../../forwarder/manifests/directory.ts';
import { ManifestSource } from '../../forwarder/manifests/manifest-source.ts';
import type { Bus } from '../../forwarder/ports.ts';
import { seededRandom } from '../../local/platform/random.ts';
import { virtualScheduler } from '../../local/platform/virtual-scheduler.ts';
import { formatEpoch } from '../../shared/domain/marker.ts';
import { testWorld } from '../functions/claims/world.ts';
import { corpusConfiguration } from './configuration.ts';
import { type Found, readFound } from './found.ts';

/** From manifests to sites: the forwarder's source, joins and messages, intake and claims, nothing replaced. */
export async function playManifests(objects: readonly unknown[]): Promise<Found> {
  const world = await testWorld(corpusConfiguration);
  await world.readZones();
  const scheduler = virtualScheduler();
  const details: object[] = [];
  const bus: Bus = {
    put: async (entries) => {
      details.push(...entries.map(({ detail }) => JSON.parse(detail)));
      return entries.map(() => ({ ok: true }) as const);
    },
  };
  const forwarder = createForwarder({
    cluster: 'demo',
    source: joinedSource(new ManifestSource({ directory: holding(objects), scheduler })),
    bus,
    scheduler,
    random: seededRandom(1),
    epoch: formatEpoch(world.clock.now(), 'case'),
  });
  forwarder.start();
  while (!forwarder.idle()) await scheduler.advance(10);
  for (const detail of details) await world.send(detail);
  await world.settle();
  return readFound(world.table);
}

/** A directory with one file. */
const holding = (items: readonly unknown[]): Directory => ({
  name: 'case',
  list: async () => [{ path: 'case.json', version: '1' }],
  read: async () => JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  watch: () => () => undefined,
});
