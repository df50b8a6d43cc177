import { createHash } from 'node:crypto';
import { indexName, parseStatusIndex, parseStatusShard, type StatusEntry, shardName } from '#shared/events/status.ts';
import type { Overview, SiteEntry } from '#shared/overview/document.ts';
import { sourceText } from '#shared/overview/read-objects.ts';
import { clusterKey } from '#shared/rows/object-rows.ts';
import { siteKey } from '#shared/rows/site-rows.ts';
import type { World } from '../world/world.ts';
import type { Goal, Invariant } from './invariant.ts';

/** Whoever follows the index never meets a hole. */
export const indexWhole: Invariant = {
  name: 'the index never names a part that is not there',
  watch(world, { violated }) {
    world.bucket.onWrite(() => {
      for (const cluster of world.clusters.keys()) {
        for (const shard of namedShards(world, cluster)) {
          const body = world.bucket.contents().get(shardName(cluster, shard));
          if (body === undefined) violated(`the index of ${cluster} names shard ${shard}, which is not there`);
        }
      }
    });
  },
};

/** What clusters read of their names is what the rows say, all of it and nothing else. */
export const statusEqualsRows: Goal = {
  name: 'clusters are told what is so',
  async missing(world) {
    const document = await world.desk.sites();
    const known = world.configuration.clusters.map(({ name }) => name);
    const all = known.flatMap((cluster) => entriesOf(world, cluster).map((entry) => ({ cluster, entry })));
    const told = new Set(all.flatMap(({ cluster, entry }) => linesOf(cluster, entry)));
    const held = await heldSites(
      world,
      document.sites.filter(({ cluster }) => known.includes(cluster)),
    );
    const so = new Set([...held, ...unserved(document)]);
    return [
      ...[...so].filter((line) => !told.has(line)).map((line) => `nobody is told: ${line}`),
      ...[...told].filter((line) => !so.has(line)).map((line) => `told, and not so: ${line}`),
      ...(await unheard(world, known)),
      ...known.flatMap((cluster) => overtaken(world, cluster)),
    ];
  },
};

/** A forwarder reads a shard again only when the index names another ETag of it. */
function overtaken({ bucket }: World, cluster: string): readonly string[] {
  const { shards = {} } = parseStatusIndex(bucket.contents().get(indexName(cluster)) ?? '', cluster) ?? {};
  const etagOf = (shard: string): string =>
    `"${createHash('md5')
      .update(bucket.contents().get(shardName(cluster, shard)) ?? '')
      .digest('hex')}"`;
  const old = Object.entries(shards).filter(([shard, etag]) => etag !== etagOf(shard));
  return old.map(([shard]) => `the index of ${cluster} names an older shard ${shard} than there is`);
}

const namedShards = ({ bucket }: World, cluster: string): readonly string[] =>
  Object.keys(parseStatusIndex(bucket.contents().get(indexName(cluster)) ?? '', cluster)?.shards ?? {});

const entriesOf = (world: World, cluster: string): readonly StatusEntry[] =>
  namedShards(world, cluster).flatMap(
    (shard) => parseStatusShard(world.bucket.contents().get(shardName(cluster, shard)) ?? '') ?? [],
  );

const siteLine = ({
  cluster,
  host,
  view,
  setIdentifier,
  source,
  conditions,
}: Omit<SiteEntry, 'edge' | 'ready' | 'records'>) =>
  `${cluster} ${source} ${host} ${view} ${setIdentifier} ${conditions.map(({ type, status, reason }) => `${type}=${status}/${reason}`).join(' ')}`;

function linesOf(cluster: string, entry: StatusEntry): readonly string[] {
  const source = sourceText({ cluster, ...entry.source });
  if (entry.of === 'site') {
    const { host, view, setIdentifier, conditions } = entry;
    const said = conditions.map(({ type, status, reason }) => `${type}=${status}/${reason}`).join(' ');
    return [`${cluster} ${source} ${host} ${view} ${setIdentifier} ${said}`];
  }
  if (entry.of === 'service') return [];
  const refused = entry.refused.filter(({ status }) => status === 'False');
  return [
    ...refused.map(({ host, reason }) => `${source} is refused ${host}: ${reason}`),
    ...entry.skipped.map(({ reason }) => `${source} is skipped: ${reason}`),
  ];
}

/** Those that are decided: what nobody has yet is shown by its object. */
async function heldSites({ store }: World, sites: readonly SiteEntry[]): Promise<readonly string[]> {
  const rows = await store.truth.getMany(sites.map(siteKey));
  return sites.flatMap((site, at) => (rows[at] === undefined ? [] : [siteLine(site)]));
}

const unserved = ({ refused, skipped }: Overview): readonly string[] => [
  ...refused.map(({ source, host, reason }) => `${source} is refused ${host}: ${reason}`),
  // Of a kind that cannot be listed no object speaks.
  ...skipped
    .filter(({ source }) => !source.startsWith('Source/'))
    .map(({ source, reason }) => `${source} is skipped: ${reason}`),
];

/** A forwarder learns from the index whether somebody else speaks for its cluster. */
async function unheard({ bucket, store }: World, clusters: readonly string[]): Promise<readonly string[]> {
  const rows = await store.truth.getMany(clusters.map(clusterKey));
  return clusters.flatMap((cluster, at) => {
    const { epoch = '' } = parseStatusIndex(bucket.contents().get(indexName(cluster)) ?? '', cluster) ?? {};
    const heard = rows[at]?.epoch ?? '';
    return heard <= epoch ? [] : [`${cluster} was heard under ${heard}, and its index echoes ${epoch || 'nothing'}`];
  });
}
