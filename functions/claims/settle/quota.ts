import { splitKey } from '#shared/domain/keys.ts';
import { type ObjectRef, siteText } from '#shared/domain/site.ts';
import { quotaItem } from '#shared/rows/claims-keys.ts';
import { clusterMembers } from '#shared/rows/cluster-rows.ts';
import { kindRows, objectsOf } from '#shared/rows/object-rows.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { type QuotaBook, siteOf, viewText, type Wishing, withinQuota } from '../wishes/quota.ts';
import { commitAll } from '../writes.ts';

/** Refuses what is over the quota; where none is configured nothing is read. */
export async function applyQuota(drain: ClaimsDrain, all: readonly Wishing[]): Promise<readonly Wishing[]> {
  const book = all.some(wantsMore) ? await readBook(drain) : undefined;
  return book === undefined ? all : withinQuota(all, book);
}

/** An object that has all that it wishes for needs no room: most of a cluster, when all of it is looked at again. */
const wantsMore = ({ row, wishes }: Wishing): boolean => {
  const served = row.claims.filter(({ verdict }) => verdict !== 'refused').map(siteText);
  return wishes.wishes.some(({ site }) => !served.includes(siteText(site)));
};

/** All that are refused in turn would have the lane drained without a pause. */
const againMs = 60_000;

/**
 * A slot that was kept for a wish which then got no site is offered to those that were refused for it: at once where
 * something is asked for the first time, else a minute later.
 */
export async function offerLeftSlots(drain: ClaimsDrain, settled: readonly Wishing[]): Promise<void> {
  const refused = settled.filter(({ wishes }) => wishes.refused.some(({ reason }) => reason === 'QuotaReached'));
  const book = refused.length === 0 ? undefined : await readBook(drain);
  if (book === undefined) return;
  const namespaces = new Set(refused.map(({ row }) => splitKey(row.ref.key).namespace));
  const nowMs = drain.now();
  const dueMs = settled.some(asksAnew) ? nowMs : nowMs + againMs;
  const items = [...namespaces]
    .filter((namespace) => (book.held.get(namespace) ?? 0) < book.limit)
    .map((namespace) => ({
      lane: drain.lane,
      key: quotaItem(namespace),
      row: 'quota/left',
      generation: nowMs,
      dueMs,
    }));
  await commitAll(drain, await drain.enqueue(items));
}

const asksAnew = ({ row, wishes }: Wishing): boolean =>
  wishes.wishes.some(({ site }) => !row.claims.some((claim) => siteText(claim) === siteText(site)));

/** Objects of a namespace with a claim that was refused because of the quota. */
export async function refusedByQuota(drain: ClaimsDrain, namespace: string): Promise<readonly ObjectRef[]> {
  const { cluster, table } = drain;
  const kinds = (await table.query(kindRows(cluster))).map(({ row }) => row);
  const pages = await Promise.all(
    kinds.map((kind) => table.query(objectsOf({ cluster, ...kind }), { prefix: `k${namespace}/` })),
  );
  const rows = pages.flat().map(({ row }) => row);
  return rows.filter(({ claims }) => claims.some(({ reason }) => reason === 'QuotaReached')).map(({ ref }) => ref);
}

async function readBook({ table, cluster, configuration }: ClaimsDrain): Promise<QuotaBook | undefined> {
  const limit = configuration.document.hosts.quota;
  if (limit === undefined) return undefined;
  const members = (await table.query(clusterMembers(cluster))).map(({ row }) => row);
  const held = new Map<string, number>();
  const live = members.filter(({ state }) => state === 'live');
  for (const { namespace } of live) held.set(namespace, (held.get(namespace) ?? 0) + 1);
  const views = new Set(live.map(({ namespace, site }) => viewText(namespace, site)));
  return { limit, sites: new Set(members.map(({ namespace, site }) => siteOf(namespace, site))), held, views };
}
