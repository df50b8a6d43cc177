import { splitKey } from '#shared/domain/keys.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import type { ObjectRow, SettledClaim } from '#shared/rows/object-rows.ts';
import type { Wish, Wishes } from './types.ts';

/** How many sites each namespace of a cluster holds, before what is to be settled now. */
export interface QuotaBook {
  readonly limit: number;
  /** Sites of the cluster with the namespace of their holder (siteOf). */
  readonly sites: ReadonlySet<string>;
  /** Live sites by the namespace of their holder. */
  readonly held: ReadonlyMap<string, number>;
  /** In which views of which hosts a namespace has a live site (viewText). */
  readonly views: ReadonlySet<string>;
}

export const siteOf = (namespace: string, site: SiteKey): string => `${namespace} ${siteText(site)}`;

export const viewText = (namespace: string, { host, view }: Pick<SiteKey, 'host' | 'view'>): string =>
  `${namespace} ${view} ${host}`;

export interface Wishing {
  readonly row: ObjectRow;
  readonly wishes: Wishes;
}

/**
 * Refuses wishes for new sites beyond the namespace's quota, the oldest objects first served, and last what was refused
 * for another reason before. A site that a namespace has needs no room, so a quota that is lowered takes nothing away; one of
 * others does: it may come to have it.
 */
export function withinQuota(all: readonly Wishing[], book: QuotaBook): readonly Wishing[] {
  const sites = new Set(book.sites);
  const held = new Map(book.held);
  const refused = new Map<Wishing, Wish[]>();
  const asked = [...all].sort(byAge).flatMap((one) => one.wishes.wishes.map((wish) => ({ one, wish })));
  const hopeless = asked.filter(({ one, wish }) => isHopeless(one, wish));
  for (const { one, wish } of [...asked.filter((each) => !hopeless.includes(each)), ...hopeless]) {
    const { namespace } = splitKey(one.row.ref.key);
    const name = siteOf(namespace, wish.site);
    if (sites.has(name) || isRenamed(one, wish, book)) continue;
    const count = held.get(namespace) ?? 0;
    if (count >= book.limit) refused.set(one, [...(refused.get(one) ?? []), wish]);
    else {
      sites.add(name);
      held.set(namespace, count + 1);
    }
  }
  return all.map((one) => ({ ...one, wishes: without(one, refused.get(one) ?? [], book) }));
}

/** What it asks for was refused, not for want of room. */
const isHopeless = ({ row }: Wishing, { site }: Wish): boolean =>
  row.claims.some(
    (claim) => siteText(claim) === siteText(site) && claim.verdict === 'refused' && claim.reason !== 'QuotaReached',
  );

const undecided: ReadonlySet<SettledClaim['reason']> = new Set(['RoutingConflict', 'ZoneNotRead', 'Waiting']);

/**
 * Another identifier of a name that the object has already: one site takes the place of the other, unless what it had is
 * kept beside. While that is not decided its claim may be all that keeps what stands.
 */
function isRenamed({ row, wishes }: Wishing, { site }: Wish, { views }: QuotaBook): boolean {
  const here = row.claims.filter(({ host, view }) => host === site.host && view === site.view);
  const { namespace } = splitKey(row.ref.key);
  if (here.some(({ reason }) => undecided.has(reason))) return views.has(viewText(namespace, site));
  const keepsOthers = wishes.keepOthers || (wishes.kept?.includes(site.host) ?? false);
  return (
    !keepsOthers &&
    here.some(({ verdict, setIdentifier }) => verdict === 'holder' && setIdentifier !== site.setIdentifier)
  );
}

function without({ row, wishes }: Wishing, refused: readonly Wish[], { limit }: QuotaBook): Wishes {
  if (refused.length === 0) return wishes;
  const { namespace } = splitKey(row.ref.key);
  const message = `namespace ${namespace} holds as many names as it may (${limit}); give one up, or ask for a higher hosts.quota`;
  return {
    ...wishes,
    wishes: wishes.wishes.filter((wish) => !refused.includes(wish)),
    refused: [
      ...wishes.refused,
      ...refused.map(({ site }): SettledClaim => ({ ...site, verdict: 'refused', reason: 'QuotaReached', message })),
    ],
  };
}

/** As claims are ordered: without a creation time last. */
const byAge = (a: Wishing, b: Wishing): number => (ageOf(a) < ageOf(b) ? -1 : 1);

function ageOf({ row: { object, ref } }: Wishing): string {
  const created = object !== undefined && 'creationTimestamp' in object ? object.creationTimestamp : undefined;
  return `${created === undefined ? '1' : `0${created}`} ${ref.kind} ${ref.key}`;
}
