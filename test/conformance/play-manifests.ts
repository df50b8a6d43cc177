import { joinedSource } from '../../forwarder/joins/joined-source.ts';
import type { Directory } from '../../forwarder/manifests/directory.ts';
import { ManifestSource } from '../../forwarder/manifests/manifest-source.ts';
import { createForwarder } from '../../forwarder/speech/forwarder.ts';
import { seededRandom } from '../../local/platform/random.ts';
import { virtualScheduler } from '../../local/platform/virtual-scheduler.ts';
import type { Found } from './found.ts';
import { freshHub, keepingIn } from './settled.ts';

/** From manifests to sites: the forwarder's source, joins and messages, intake and claims, nothing replaced. */
export async function playManifests(objects: readonly unknown[]): Promise<Found> {
  const hub = await freshHub();
  const scheduler = virtualScheduler();
  const details: string[] = [];
  const forwarder = createForwarder({
    cluster: 'demo',
    source: joinedSource(new ManifestSource({ directory: holding(objects), scheduler })),
    bus: keepingIn(details),
    scheduler,
    random: seededRandom(1),
    epoch: hub.epoch,
  });
  forwarder.start();
  while (!forwarder.idle()) await scheduler.advance(10);
  return hub.hears(details);
}

/** A directory with one file. */
const holding = (items: readonly unknown[]): Directory => ({
  name: 'case',
  list: async () => [{ path: 'case.json', version: '1' }],
  read: async () => JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  watch: () => () => undefined,
});
