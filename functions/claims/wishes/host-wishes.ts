import { splitKey } from '#shared/domain/keys.ts';
import type { HostObject } from '#shared/domain/objects.ts';
import type { ObjectRef, Target } from '#shared/domain/site.ts';
import type { SettledClaim, Skipped } from '#shared/rows/object-rows.ts';
import { chosenBy } from './annotations/alerts.ts';
import type { Way } from './edges.ts';
import { hostRefusal } from './host-rules.ts';
import { monitorWishOf } from './monitor/monitor-wish.ts';
import { named } from './no-wishes.ts';
import { type NoPlace, type Place, placesOf, placeWithoutEdge } from './place.ts';
import type { RecordForm } from './record-form.ts';
import { targetOf } from './target.ts';
import { fitted } from './target-form.ts';
import { tlsWishOf } from './tls/tls-wish.ts';
import type { Wish, WishContext, Wishes } from './types.ts';

/** An object whose hosts are looked at one by one. */
export interface Subject {
  readonly ref: ObjectRef;
  readonly object: HostObject;
  /** The way to the object under one of its hosts. */
  wayOf(host: string): Way;
  readonly form: RecordForm;
  readonly context: WishContext;
}

/** What becomes of one host of the object: a wish in each view, or the reason why not. */
export function ofHost(subject: Subject, host: string, ttlSeconds: number): Omit<Wishes, 'keepOthers'> {
  const { ref, form, context } = subject;
  const refused = (why: Pick<SettledClaim, 'view'> & Required<Pick<SettledClaim, 'reason' | 'message'>>) =>
    ({ ...why, host, setIdentifier: form.routed.setIdentifier, verdict: 'refused' }) as const;
  const places = placesFor(subject, host);
  // The object contradicts itself: nothing of what it has may end by that.
  if ('reason' in places && places.reason === 'NoZone' && form.pinned !== undefined) {
    const skipped = [named(ref, { host, reason: 'InvalidAnnotation', message: places.message })];
    return { wishes: [], refused: [], skipped, kept: [host] };
  }
  if ('reason' in places) return { wishes: [], refused: [refused(places)], skipped: [] };
  const { namespace } = splitKey(ref.key);
  const refusal = hostRefusal(host, { cluster: ref.cluster, namespace }, context.configuration.hosts);
  if (refusal !== undefined) {
    return { wishes: [], refused: places.map(({ view }) => refused({ view, ...refusal })), skipped: [] };
  }
  const wishes: Wish[] = [];
  const skipped: Skipped[] = [];
  for (const place of places) {
    const found = targetAt(subject, host, place);
    if ('problem' in found) skipped.push(named(ref, { host, reason: 'InvalidTarget', message: found.problem }));
    else wishes.push(wishOf({ subject, host, place, ttlSeconds }, found.target));
  }
  return { wishes, refused: [], skipped, ...(skipped.length === 0 ? {} : { kept: [host] }) };
}

function placesFor({ wayOf, form, context }: Subject, host: string): readonly Place[] | NoPlace {
  const around = { context, ...(form.pinned === undefined ? {} : { pinned: form.pinned }) };
  const choice = wayOf(host);
  switch (choice.kind) {
    case 'edges':
      return placesOf(host, choice.edges, around);
    case 'own-address':
      return placeWithoutEdge(host, 'public', around);
    case 'inside':
      return placeWithoutEdge(host, 'private', around);
  }
}

function targetAt({ object, wayOf, form }: Subject, host: string, place: Place) {
  const found = targetOf(object, place.edge, wayOf(host));
  return 'problem' in found || found.target === undefined ? found : fitted(found.target, { host, place, form });
}

interface Asked {
  readonly subject: Subject;
  readonly host: string;
  readonly place: Place;
  readonly ttlSeconds: number;
}

function wishOf({ subject, host, place, ttlSeconds }: Asked, target: Target | undefined): Wish {
  const { ref, form, context } = subject;
  const { setIdentifier, ...routing } = form.routed;
  const ownerId = context.configuration.clusters.find(({ name }) => name === ref.cluster)?.ownerId ?? ref.cluster;
  const tls = tlsWishOf(subject.object, host, { edge: place.edge, target, context });
  const monitor = monitorWishOf(subject.object, host, { edge: place.edge, tls, context });
  const { channels } = chosenBy(subject);
  const wish = {
    edge: place.edge?.name ?? '',
    zone: place.zone.id,
    ...(target === undefined ? {} : { target }),
    ttlSeconds,
    ...routing,
    ownerId,
    // external-dns, endpoint/labels.go: the kind in lower case, namespace, name.
    resource: `${ref.kind.toLowerCase()}/${ref.key}`,
    ...(tls === undefined ? {} : { tls }),
    ...(monitor === undefined ? {} : { monitor }),
    ...(channels === undefined ? {} : { alerts: channels }),
  };
  return { site: { host, view: place.view, setIdentifier }, wish };
}
