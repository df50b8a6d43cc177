import type { Ingress, LoadBalancer, ProjectedObject } from '#shared/domain/objects.ts';
import { type ObjectRef, refText } from '#shared/domain/site.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { isOversized, notYetServed, otherController } from './annotations.ts';
import { ingressEdges, loadBalancerEdges } from './edges.ts';
import { named, ofHost, type Subject } from './host-wishes.ts';
import { tellUnknown } from './own-annotations.ts';
import { readHosts } from './read-hosts.ts';
import { ttlOf, ttlSkipped } from './ttl.ts';
import type { WishContext, Wishes } from './types.ts';
import { annotatedHosts, ingressHosts, loadBalancerHosts, noHost } from './written-hosts.ts';

export const noWishes: Wishes = { wishes: [], refused: [], skipped: [], keepOthers: false };

/**
 * What an object asks for under a configuration. Pure and total: every host that it names is a wish, refused or skipped.
 * An object that is absent asks for nothing.
 */
export function wishesOf(ref: ObjectRef, object: ProjectedObject | undefined, context: WishContext): Wishes {
  if (object === undefined) return noWishes;
  if (object.form === 'stub') return ofStub(ref, object.reason, object.message);
  switch (object.kind) {
    case 'networking.k8s.io/Ingress':
      return keepUnread(ref, object, tellUnknown(ref, object, ofIngress(ref, object, context)));
    case '/Service':
      return keepUnread(ref, object, tellUnknown(ref, object, ofLoadBalancer(ref, object, context)));
    case 'firstlight.dev/File':
      return skip({ reason: object.reason, message: object.message });
    case 'networking.k8s.io/IngressClass':
    case '/Namespace':
    case 'firstlight.dev/Source':
      return noWishes;
  }
}

const skip = (...skipped: readonly Skipped[]): Wishes => ({ ...noWishes, skipped });

/** A slip in an object that names something must not take away what it has: its claims stand until it is mended. */
const slip = (...skipped: readonly Skipped[]): Wishes => ({ ...skip(...skipped), keepOthers: true });

/** What a field holds that could not be read is unknown, not absent. */
function keepUnread(ref: ObjectRef, object: Ingress | LoadBalancer, wishes: Wishes): Wishes {
  const { problems = [] } = object;
  const isUnread = problems.some(({ field }) => decisiveField.test(field));
  const keepOthers = wishes.keepOthers || isUnread;
  if (object.kind === '/Service' && !asksForHosts(object)) return { ...wishes, keepOthers };
  const told = problems.map(({ field, message }) =>
    named(ref, { reason: 'InvalidObject', message: `${field}: ${message}` }),
  );
  // Hosts may be in what could not be read.
  const rest = wishes.skipped.filter(({ reason }) => !(isUnread && reason === 'NoHost'));
  return { ...wishes, keepOthers, skipped: [...told, ...rest] };
}

/** `metadata` alone: there are more problems than are listed. */
const decisiveField = /^(metadata$|metadata\.annotations|spec)/;

/** Of an object that could not be read nothing is known but that it exists: what it claimed stands, nothing is added. */
const ofStub = (ref: ObjectRef, reason: Skipped['reason'], message: string): Wishes => ({
  ...noWishes,
  keepOthers: true,
  skipped: [{ reason, message: `${refText(ref)}: ${message}` }],
});

/** Annotations whose value decides about the whole object; without it noWishes new can be said. */
const decisive = ['edge', 'controller', 'ingress-hostname-source', 'set-identifier'];

function unreadable(ref: ObjectRef, object: Ingress | LoadBalancer): Wishes | undefined {
  const name = decisive.find((one) => isOversized(object, one));
  if (name === undefined) return undefined;
  return ofStub(
    ref,
    'TooLarge',
    `annotation ${name} is too large to be read; shorten it; until then its claims stay as they are`,
  );
}

/** Another controller is named on purpose; an annotation that is not served yet is asked of us. */
function ignored(ref: ObjectRef, object: Ingress | LoadBalancer): Wishes | undefined {
  const other = otherController(object);
  if (other !== undefined) return skip(named(ref, other));
  const unserved = notYetServed(object);
  return unserved === undefined ? undefined : slip(named(ref, unserved));
}

/** An unknown class may be another controller's, so it is a disappearance; `firstlight.dev/edge` speaks to us alone. */
const withoutEdge = (ref: ObjectRef, skipped: Skipped): Wishes =>
  skipped.reason === 'UnknownEdge' ? slip(named(ref, skipped)) : skip(named(ref, skipped));

function ofIngress(ref: ObjectRef, ingress: Ingress, context: WishContext): Wishes {
  const early = ignored(ref, ingress) ?? unreadable(ref, ingress);
  if (early !== undefined) return early;
  const choice = ingressEdges(ingress, context);
  if (choice.kind === 'none') return withoutEdge(ref, choice.skipped);
  const { hosts, skipped, unread = false } = ingressHosts(ingress);
  if (unread) return slip(...skipped.map((one) => named(ref, one)));
  const wishes = collect({ ref, object: ingress, choice, context }, hosts, skipped);
  if (hosts.length > 0 || wishes.keepOthers) return wishes;
  return { ...wishes, skipped: [...wishes.skipped, named(ref, noHost(ingress))] };
}

const asksForHosts = (service: LoadBalancer): boolean =>
  annotatedHosts(service).length > 0 || isOversized(service, 'hostname');

function ofLoadBalancer(ref: ObjectRef, service: LoadBalancer, context: WishContext): Wishes {
  const asked = asksForHosts(service);
  if (service.type !== 'LoadBalancer') {
    const message = `spec.type is ${service.type}; only Services of type LoadBalancer are served: change it, or put an Ingress before it`;
    return asked ? skip(named(ref, { reason: 'UnsupportedKind', message })) : noWishes;
  }
  const left = ignored(ref, service);
  if (left !== undefined) return asked ? left : noWishes;
  const early = unreadable(ref, service);
  if (early !== undefined) return early;
  const { hosts, skipped } = loadBalancerHosts(service);
  if (!asked) return skip(...skipped.map((one) => named(ref, one)));
  const choice = loadBalancerEdges(service, context);
  if (choice.kind === 'none') return withoutEdge(ref, choice.skipped);
  return collect({ ref, object: service, choice, context }, hosts, skipped);
}

function collect(subject: Subject, written: Parameters<typeof readHosts>[0], before: readonly Skipped[]): Wishes {
  const { ref, object } = subject;
  const read = readHosts(written, refText(ref));
  const ttl = ttlOf(object);
  const each = read.hosts.map((host) => ofHost(subject, host, ttl.seconds));
  const wishes = each.flatMap((one) => one.wishes);
  const oversized = isOversized(object, 'hostname');
  const tooLarge: readonly Skipped[] = oversized
    ? [
        {
          reason: 'TooLarge',
          message:
            'the hostname annotation is too large to be read; spread the hosts over several objects; claims made through it stay',
        },
      ]
    : [];
  return {
    wishes,
    refused: each.flatMap(({ refused }) => refused),
    skipped: [
      ...[...before, ...tooLarge, ...ttlSkipped(ttl, wishes)].map((one) => named(ref, one)),
      ...read.skipped,
      ...each.flatMap(({ skipped }) => skipped),
    ],
    keepOthers: oversized,
    kept: each.flatMap(({ kept = [] }) => kept),
  };
}
