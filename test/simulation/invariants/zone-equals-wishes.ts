import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { siteText } from '#shared/domain/site.ts';
import { conditionOf, type OrphanEntry, type SiteEntry } from '#shared/overview/document.ts';
import { type SiteRow, siteKey } from '#shared/rows/site-rows.ts';
import type { World } from '../world/world.ts';
import { setText } from '../world/zones.ts';
import type { Goal } from './invariant.ts';
import { hostOf, isAddress, marks, readMark } from './marks.ts';

/** Where a site is called ready its zone has exactly what it wishes; what else carries our mark is listed somewhere. */
export const zoneEqualsWishes: Goal = {
  name: 'zones equal the wishes',
  async missing(world) {
    const document = await world.desk.sites();
    // What is held keeps its status, whatever is done to its zone meanwhile.
    const ready = document.sites.filter((site) => conditionOf(site, 'DnsReady')?.reason === 'InSync');
    const { orphans = [] } = document;
    const differing = await Promise.all(ready.map((site) => compare(world, site, orphans)));
    const known = new Set([...document.sites, ...orphans].map(({ host, view }) => `${host}/${view}`));
    const stray = world.configuration.zones.flatMap(({ id, view }) =>
      ownedIn(world, world.zones.recordSets(id))
        .filter((set) => !known.has(`${hostOf(set)}/${view}`))
        .map((set) => `${setText(set)} carries our mark and is listed nowhere`),
    );
    return [...differing.flat(), ...stray];
  },
};

async function compare(
  { store, zones, configuration }: World,
  site: SiteEntry,
  orphans: readonly OrphanEntry[],
): Promise<readonly string[]> {
  const row = await store.truth.get(siteKey(site));
  if (row === undefined || row.state !== 'live' || row.wish.target === undefined) return [];
  const wished = wishesOf(row);
  const sets = zones.recordSets(row.wish.zone).filter(({ SetIdentifier = '' }) => SetIdentifier === site.setIdentifier);
  const known = sets.flatMap((set) => readMark(set) ?? []).filter(({ owner }) => owner === row.wish.ownerId);
  // What stands beside the site's own for an object that is gone, and is listed as such.
  const zone = configuration.zones.find(({ id }) => id === row.wish.zone);
  const beside = orphans.filter((one) => siteText(one) === siteText(site) && one.zone === zone?.name);
  const listed = beside.flatMap(({ records }) => records);
  // What carries no mark and is not wished belongs to somebody else, be it only because its mark was deleted.
  const there = sets.filter(
    (set) =>
      isAddress(set) &&
      hostOf(set) === site.host &&
      !listed.some((text) => text.startsWith(`${set.Type} `)) &&
      (known.some((mark) => marks(mark, set)) || wished.some((text) => text.startsWith(`${set.Type} `))),
  );
  const texts = there.map(contentText).sort();
  // An AAAA with the target of its A lives as long as the A: external-dns may have written it (contracts, "dns").
  const follower = texts.filter((text) => text.startsWith('AAAA ') && wished.join() === text.slice('AAA'.length));
  if (JSON.stringify(texts.filter((text) => !follower.includes(text))) === JSON.stringify([...wished].sort()))
    return [];
  return [
    `${site.host} (${site.view}) is called ready and has ${texts.join(' and ') || 'nothing'}, its wish is ${wished.join(' and ')}`,
  ];
}

/** Type and content of each record set, worked out from the wish a second time. */
function wishesOf({ wish }: SiteRow): readonly string[] {
  const { target } = wish;
  if (target?.kind === 'alias') {
    return (target.dualStack ? ['A', 'AAAA'] : ['A']).map((type) => `${type} alias ${target.alias.dnsName}`);
  }
  if (target?.kind === 'addresses') return [`A ${wish.ttlSeconds} ${[...target.addresses].sort().join(',')}`];
  return target === undefined ? [] : [`CNAME ${wish.ttlSeconds} ${target.name}`];
}

function contentText({ Type, TTL, AliasTarget, ResourceRecords = [] }: ResourceRecordSet): string {
  if (AliasTarget !== undefined) return `${Type} alias ${AliasTarget.DNSName.replace(/\.$/, '')}`;
  return `${Type} ${TTL} ${ResourceRecords.map(({ Value }) => Value.replace(/\.$/, ''))
    .sort()
    .join(',')}`;
}

/** What a cluster that never spoke again had is not known to be an orphan; that it is silent is shown. */
function ownedIn({ configuration, clusters }: World, sets: readonly ResourceRecordSet[]): readonly ResourceRecordSet[] {
  const speaking = configuration.clusters.filter(({ name }) => clusters.get(name)?.isLost === false);
  const owners = new Set(speaking.map(({ ownerId }) => ownerId));
  const own = sets.flatMap((set) => readMark(set) ?? []).filter(({ owner }) => owners.has(owner));
  return sets.filter((set) => isAddress(set) && own.some((mark) => marks(mark, set)));
}
