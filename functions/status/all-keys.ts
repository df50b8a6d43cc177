import { objectStatusKey, serviceStatusKey, shards, siteStatusKey } from '#shared/domain/status-parts.ts';
import { annotationRows } from '#shared/rows/annotation-rows.ts';
import { clusterMembers } from '#shared/rows/cluster-rows.ts';
import { kindRows, objectsOf } from '#shared/rows/object-rows.ts';
import { epochStatusKey, parseStatusKey, shardStatusKey } from '#shared/rows/status-keys.ts';
import type { Capability, Drain } from '#shared/runtime/capability.ts';
import { clusterOf, isConfigured } from './cluster.ts';

type Page = Awaited<ReturnType<Capability['keysAfter']>>;

/** First what stands in the bucket and what controllers are told, then all sites, then all objects of the cluster. */
export const keysAfter: Capability['keysAfter'] = async (drain, after, limit): Promise<Page> => {
  if (!isConfigured(drain)) return { keys: [] };
  // The empty site comes before every site.
  if (after === undefined) {
    const told = (await drain.table.query(annotationRows(clusterOf(drain)))).map(({ row }) => row.service);
    const keys = [epochStatusKey, ...shards.map(shardStatusKey), ...told.map(serviceStatusKey)];
    return { keys, after: sitesBegin };
  }
  const at = parseStatusKey(after);
  if (at.look === 'site') return pageOfSites(drain, after, limit);
  if (at.look === 'object') return pageOfObjects(drain, at.ref, limit);
  throw new Error(`no cursor of a status lane: ${after}`);
};

const sitesBegin = siteStatusKey({ host: '', view: 'public', setIdentifier: '' });
const objectsBegin = objectStatusKey({ apiGroup: '', kind: '', key: '' });

async function pageOfSites(drain: Drain, after: string, limit: number): Promise<Page> {
  const members = clusterMembers(clusterOf(drain));
  const from = after === sitesBegin ? {} : { from: `${after.slice('site:'.length)}\0` };
  const page = await drain.table.query(members, { ...from, limit });
  const keys = page.map(({ row }) => siteStatusKey(row.site));
  const last = page.length < limit ? undefined : keys.at(-1);
  return { keys, after: last ?? objectsBegin };
}

async function pageOfObjects(
  drain: Drain,
  after: { readonly apiGroup: string; readonly kind: string; readonly key: string },
  limit: number,
): Promise<Page> {
  const cluster = clusterOf(drain);
  const kinds = (await drain.table.query(kindRows(cluster), { from: `${after.apiGroup}/${after.kind}` })).map(
    ({ row }) => row,
  );
  const keys: string[] = [];
  for (const kind of kinds) {
    const here = after.key !== '' && kind.apiGroup === after.apiGroup && kind.kind === after.kind;
    const from = here ? { from: `k${after.key}\0` } : {};
    const rows = await drain.table.query(objectsOf({ cluster, ...kind }), { ...from, limit: limit - keys.length });
    keys.push(...rows.map(({ row }) => objectStatusKey(row.ref)));
    if (keys.length >= limit) break;
  }
  const last = keys.length < limit ? undefined : keys.at(-1);
  return { keys, ...(last === undefined ? {} : { after: last }) };
}
