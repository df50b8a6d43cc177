import { validationRecord } from '#local/cloud/acm/certificate.ts';
import type { SiteEntry } from '#shared/overview/document.ts';
import { coverOf } from '../../../functions/certificates/plan/cover.ts';
import { manifestOf } from '../workload/manifests.ts';
import type { World } from '../world/world.ts';

/** A ring that is lost costs a minute, until sweep comes; where nothing goes wrong none is. */
const promptMs = 30_000;

/** How the names begin that are asked for in the end. */
export const newPrefix = 'new-';

/** Writes an Ingress for a new name in each cluster, and returns which of them is not served soon. */
export async function askForNewName(world: World, play: (ms: number) => Promise<void>): Promise<readonly string[]> {
  const { configuration, clusters } = world;
  const zone = configuration.zones.find(({ name, view }) => name === 'example.com' && view === 'public');
  const edges = configuration.edges.filter(({ view }) => view === 'public');
  const policies = [configuration.mode, zone?.policy ?? 'sync', ...edges.map(({ policy }) => policy ?? 'sync')];
  if (policies.includes('observe') || configuration.hosts.quota !== undefined) return [];
  const asked = configuration.clusters
    .filter(({ name }) => clusters.get(name)?.isLost === false)
    .map(({ name }) => ({ cluster: name, host: `${newPrefix}${name}.example.com` }));
  for (const { cluster, host } of asked) {
    const object = { kind: 'Ingress', namespace: 'new', name: 'new', hosts: [host], createdMs: 0 } as const;
    clusters.get(cluster)?.write('new/ingress-new.yaml', manifestOf(object));
  }
  await play(promptMs);
  const { sites } = await world.desk.sites();
  return asked.flatMap(({ host, cluster }) => {
    const site = sites.find((one) => one.host === host);
    if (site !== undefined && (site.ready || isFull(site) || isTaken(world, site))) return [];
    return [`${host} of ${cluster} is not ready after ${promptMs / 1000} s: ${conditionsText(site)}`];
  });
}

const conditionsText = (site: SiteEntry | undefined): string =>
  site?.conditions.map(({ type, reason, message }) => `${type} ${reason} ${message}`).join('; ') ?? 'nobody knows it';

/** A wildcard on its way covers it, and somebody's record stands where ACM looks for the one that shows it to be ours. */
function isTaken({ tls, zones, configuration, engine }: World, { host, conditions }: SiteEntry): boolean {
  if (!conditions.some(({ type, reason }) => type === 'CertificateReady' && reason === 'NameTaken')) return false;
  const pending = tls.acm.certificates(engine.scheduler.now()).filter(({ status }) => status === 'PENDING_VALIDATION');
  const awaited = pending
    .flatMap(({ names }) => (coverOf(names, host) === undefined ? [] : names))
    .map((name) => validationRecord(configuration.hub.account, name));
  const sets = configuration.zones.flatMap(({ id, view }) => (view === 'public' ? zones.recordSets(id) : []));
  return awaited.some(({ name, value }) =>
    sets.some(
      ({ Name, ResourceRecords = [] }) => Name === name && !ResourceRecords.some(({ Value }) => Value === value),
    ),
  );
}

/** Its edge's load balancer has no place for a certificate more, and an hour to go until it has. */
const isFull = ({ conditions }: SiteEntry): boolean =>
  conditions.some(({ type, reason }) => type === 'CertificateReady' && reason === 'QuotaReached');
