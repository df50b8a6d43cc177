import { splitKey } from '#shared/domain/keys.ts';
import type { RoutingPolicy } from '#shared/domain/record.ts';
import { slotOf } from '#shared/domain/routing.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type Claim, groupOf } from './claim-set.ts';

/** One of the record sets of a name and view, as far as others must go with it. */
export interface Member {
  readonly setIdentifier: string;
  readonly routing?: RoutingPolicy;
  /** `cluster/namespace` */
  readonly group: string;
}

export const memberOfClaim = (claim: Claim): Member => ({
  setIdentifier: claim.site.setIdentifier,
  group: groupOf(claim),
  ...routingIn(claim),
});

export const memberOfSite = (site: SiteRow): Member => ({
  setIdentifier: site.setIdentifier,
  group: `${site.cluster}/${splitKey(site.holder.key).namespace}`,
  ...routingIn(site),
});

const routingIn = ({ wish: { routing } }: Pick<Claim, 'wish'>): Pick<Member, 'routing'> =>
  routing === undefined ? {} : { routing };

/**
 * Whether Route 53 takes only one of two record sets of a name: they have one policy, and of most policies each place once
 * (API reference, ResourceRecordSet.SetIdentifier, .Region, .Failover, .GeoLocation).
 */
export function excludeEachOther(a: Member, b: Member): boolean {
  if (a.setIdentifier === b.setIdentifier) return false;
  return a.routing?.kind !== b.routing?.kind || haveSameSlot(a, b);
}

/** Whether two are the same one, chosen in the same way. */
export const isSameMember = (a: Member, b: Member): boolean =>
  a.setIdentifier === b.setIdentifier && a.routing?.kind === b.routing?.kind && slotIn(a) === slotIn(b);

/** Whether not both can be had: two objects that share a record set ask for the same one. */
export const disagree = (a: Member, b: Member): boolean =>
  a.setIdentifier === b.setIdentifier ? !isSameMember(a, b) : excludeEachOther(a, b);

const slotIn = ({ routing }: Member): string | undefined => (routing === undefined ? undefined : slotOf(routing));
const haveSameSlot = (a: Member, b: Member): boolean => slotIn(a) !== undefined && slotIn(a) === slotIn(b);

/** Why a claim does not go with a member that comes before it. Says no more of whose that is than cluster and namespace. */
export function conflictText(claim: Member, before: Member): string {
  const [cluster = '', namespace = ''] = before.group.split('/');
  const whose = `namespace ${namespace} of cluster ${cluster}`;
  if (haveSameSlot(claim, before) && claim.routing?.kind === before.routing?.kind) {
    return `another record set of this name, of ${whose}, has "${slotIn(before)}" already; give this one another, or use another host`;
  }
  if (claim.setIdentifier === before.setIdentifier && claim.setIdentifier !== '') {
    return `the same set identifier, of ${whose}, is asked for otherwise; write the same for both, or another identifier`;
  }
  const all = before.routing === undefined ? 'one plain record set' : `record sets by ${words[before.routing.kind]}`;
  const own = claim.routing === undefined ? 'no routing policy' : words[claim.routing.kind];
  return `the name has ${all}, of ${whose}, and this asks for ${own}; write the same for both, or use another host`;
}

const words: Readonly<Record<RoutingPolicy['kind'], string>> = {
  weighted: 'weight',
  latency: 'latency',
  failover: 'failover',
  geolocation: 'geolocation',
  geoproximity: 'geoproximity',
  multivalue: 'multivalue answer',
};
