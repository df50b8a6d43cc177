import { splitKey } from '#shared/domain/keys.ts';
import type { Ingress, LoadBalancer } from '#shared/domain/objects.ts';
import { type ObjectRef, refText, type Target } from '#shared/domain/site.ts';
import type { SettledClaim, Skipped } from '#shared/rows/object-rows.ts';
import type { EdgeChoice } from './edges.ts';
import { hostRefusal } from './host-rules.ts';
import { ownPlace, type Place, placesOf } from './place.ts';
import { targetOf } from './target.ts';
import type { Wish, WishContext, Wishes } from './types.ts';

/** An object whose hosts are looked at one by one. */
export interface Subject {
  readonly ref: ObjectRef;
  readonly object: Ingress | LoadBalancer;
  readonly choice: Exclude<EdgeChoice, { readonly kind: 'none' }>;
  readonly context: WishContext;
}

/** What becomes of one host of the object: a wish in each view, or the reason why not. */
export function ofHost(subject: Subject, host: string, ttlSeconds: number): Omit<Wishes, 'keepOthers'> {
  const { ref, object, choice, context } = subject;
  const places = choice.kind === 'edges' ? placesOf(host, choice.edges, context) : ownPlace(host, context);
  if ('reason' in places) return { wishes: [], refused: [refused(host, places)], skipped: [] };
  const { namespace } = splitKey(ref.key);
  const refusal = hostRefusal(host, { cluster: ref.cluster, namespace }, context.configuration.hosts);
  if (refusal !== undefined) {
    return { wishes: [], refused: places.map(({ view }) => refused(host, { view, ...refusal })), skipped: [] };
  }
  const wishes: Wish[] = [];
  const skipped: Skipped[] = [];
  for (const place of places) {
    const found = targetOf(object, place, context);
    const problem = 'problem' in found ? found.problem : apexProblem(host, place, found.target);
    if (problem !== undefined) skipped.push(named(ref, { host, reason: 'InvalidTarget', message: problem }));
    else if (!('problem' in found)) wishes.push(wishOf({ subject, host, place, ttlSeconds }, found.target));
  }
  return { wishes, refused: [], skipped, ...(skipped.length === 0 ? {} : { kept: [host] }) };
}

/** RFC 1034 section 3.6.2: a CNAME stands alone, and the apex has SOA and NS. */
function apexProblem(host: string, { zone }: Place, target: Target | undefined): string | undefined {
  if (target?.kind !== 'name' || host !== zone.name) return undefined;
  return `${host} is the apex of its zone, where no CNAME may stand; give addresses, or a load balancer's own name, in firstlight.dev/target`;
}

interface Asked {
  readonly subject: Subject;
  readonly host: string;
  readonly place: Place;
  readonly ttlSeconds: number;
}

function wishOf({ subject, host, place, ttlSeconds }: Asked, target: Target | undefined): Wish {
  const { ref, context } = subject;
  const ownerId = context.configuration.clusters.find(({ name }) => name === ref.cluster)?.ownerId ?? ref.cluster;
  const wish = {
    edge: place.edge?.name ?? '',
    zone: place.zone.id,
    ...(target === undefined ? {} : { target }),
    ttlSeconds,
    ownerId,
    // external-dns, endpoint/labels.go: the kind in lower case, namespace, name.
    resource: `${ref.kind.toLowerCase()}/${ref.key}`,
  };
  return { site: { host, view: place.view, setIdentifier: '' }, wish };
}

const refused = (
  host: string,
  why: Pick<SettledClaim, 'view'> & Required<Pick<SettledClaim, 'reason' | 'message'>>,
): SettledClaim => ({
  host,
  setIdentifier: '',
  verdict: 'refused',
  view: why.view,
  reason: why.reason,
  message: why.message,
});

/** Every reason names its object. */
export const named = (ref: ObjectRef, skipped: Skipped): Skipped => ({
  ...skipped,
  message: `${refText(ref)}: ${skipped.message}`,
});
