import { conditionOf, type SiteEntry } from '#shared/overview/document.ts';
import type { World } from '../world/world.ts';
import type { Goal } from './invariant.ts';
import { readManifest } from './read-manifest.ts';

/** Every host that a manifest asks for is a site of somebody's, or its object is told why not; nobody else is served. */
export const everyHostAnswered: Goal = {
  name: 'every host that is asked for is answered',
  async missing(world) {
    const { sites, refused, skipped, releases } = await world.desk.sites();
    const speaking = new Set([...world.clusters.values()].filter(({ isLost }) => !isLost).map(({ name }) => name));
    const asked = askedHosts(world).filter(({ cluster }) => speaking.has(cluster));
    const served = new Map(sites.map((site) => [`${site.cluster} ${site.source} ${site.host}`, site]));
    const leaving = new Set(
      releases.filter(({ state }) => state !== 'executed').map(({ host, view }) => `${host}/${view}`),
    );
    const staying = sites.filter((site) => !leaving.has(`${site.host}/${site.view}`));
    const told = [...refused, ...skipped];
    const unanswered = asked.filter(
      ({ cluster, source, host }) =>
        !served.has(`${cluster} ${source} ${host}`) &&
        !staying.some((site) => site.host === host && (site.cluster === cluster || isUndecided(site))) &&
        !told.some((entry) => entry.source === source && (entry.host === undefined || entry.host === host)),
    );
    const wanted = new Set(asked.map(({ cluster, source, host }) => `${cluster} ${source} ${host}`));
    const unwanted = staying.filter(
      (site) => !wanted.has(`${site.cluster} ${site.source} ${site.host}`) && speaking.has(site.cluster),
    );
    return [
      ...unanswered.map(({ cluster, source, host }) => `${source} of ${cluster} asks for ${host} and hears nothing`),
      ...unwanted.map(
        ({ host, view, source, cluster }) =>
          `${host} (${view}) is served to ${source} of ${cluster}, which asks for it no more`,
      ),
    ];
  },
};

/** Listed once for all that ask, with what it waits for. */
const isUndecided = (site: SiteEntry): boolean => conditionOf(site, 'Accepted')?.status === 'Unknown';

interface Asked {
  readonly cluster: string;
  readonly source: string;
  readonly host: string;
}

/** Read from the files themselves, hostname annotations of every prefix included. */
function askedHosts({ clusters }: World): readonly Asked[] {
  return [...clusters.values()].flatMap(({ name: cluster, files }) =>
    [...files].flatMap(([path, text]) => {
      if (path.startsWith('classes')) return [];
      const manifest = readManifest(text);
      if (manifest === undefined) return [];
      const { kind, metadata, spec } = manifest;
      const annotated = Object.entries(metadata.annotations)
        .filter(([name]) => name.endsWith('/hostname'))
        .flatMap(([, value]) => value.split(','));
      const hosts = new Set([...(spec.rules ?? []).map(({ host }) => host), ...annotated]);
      return [...hosts].map((host) => ({ cluster, source: `${kind}/${metadata.namespace}/${metadata.name}`, host }));
    }),
  );
}
