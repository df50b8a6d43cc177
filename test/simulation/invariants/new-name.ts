import type { SiteEntry } from '#shared/overview/document.ts';
import { manifestOf } from '../workload/manifests.ts';
import type { World } from '../world/world.ts';

/** A ring that is lost costs a minute, until sweep comes; where nothing goes wrong none is. */
const promptMs = 30_000;

/** Writes an Ingress for a new name in each cluster, and returns which of them is not served soon. */
export async function askForNewName(world: World, play: (ms: number) => Promise<void>): Promise<readonly string[]> {
  const { configuration, clusters } = world;
  const zone = configuration.zones.find(({ name, view }) => name === 'example.com' && view === 'public');
  const edges = configuration.edges.filter(({ view }) => view === 'public');
  const policies = [configuration.mode, zone?.policy ?? 'sync', ...edges.map(({ policy }) => policy ?? 'sync')];
  if (policies.includes('observe') || configuration.hosts.quota !== undefined) return [];
  const asked = configuration.clusters
    .filter(({ name }) => clusters.get(name)?.isLost === false)
    .map(({ name }) => ({ cluster: name, host: `new-${name}.example.com` }));
  for (const { cluster, host } of asked) {
    const object = { kind: 'Ingress', namespace: 'new', name: 'new', hosts: [host], createdMs: 0 } as const;
    clusters.get(cluster)?.write('new/ingress-new.yaml', manifestOf(object));
  }
  await play(promptMs);
  const { sites } = await world.desk.sites();
  return asked
    .filter(({ host }) => !sites.some((site) => site.host === host && (site.ready || isFull(site))))
    .map(({ host, cluster }) => `${host} of ${cluster} is not ready after ${promptMs / 1000} s`);
}

/** Its edge's load balancer has no place for a certificate more, and an hour to go until it has. */
const isFull = ({ conditions }: SiteEntry): boolean =>
  conditions.some(({ type, reason }) => type === 'CertificateReady' && reason === 'QuotaReached');
