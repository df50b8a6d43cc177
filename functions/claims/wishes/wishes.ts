import type { Ingress, LoadBalancer, ProjectedObject } from '#shared/domain/objects.ts';
import { type ObjectRef, refText } from '#shared/domain/site.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { isOversized, notYetServed, otherController } from './annotations.ts';
import { ingressEdges, loadBalancerEdges } from './edges.ts';
import { named, ofHost, type Subject } from './host-wishes.ts';
import { readHosts } from './read-hosts.ts';
import { ttlOf } from './ttl.ts';
import type { WishContext, Wishes } from './types.ts';
import { annotatedHosts, ingressHosts, loadBalancerHosts } from './written-hosts.ts';

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
      return ofIngress(ref, object, context);
    case '/Service':
      return ofLoadBalancer(ref, object, context);
    case 'firstlight.dev/File':
      return skip({ reason: object.reason, message: object.message });
    case 'networking.k8s.io/IngressClass':
    case '/Namespace':
    case 'firstlight.dev/Source':
      return noWishes;
  }
}

const skip = (...skipped: readonly Skipped[]): Wishes => ({ ...noWishes, skipped });

/** Of an object that is too large noWishes is known but that it exists: what it claimed stands, noWishes is added. */
const ofStub = (ref: ObjectRef, reason: Skipped['reason'], message: string): Wishes => ({
  ...noWishes,
  keepOthers: reason === 'TooLarge',
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

function ofIngress(ref: ObjectRef, ingress: Ingress, context: WishContext): Wishes {
  const ignored = otherController(ingress) ?? notYetServed(ingress);
  if (ignored !== undefined) return skip(named(ref, ignored));
  const early = unreadable(ref, ingress);
  if (early !== undefined) return early;
  const choice = ingressEdges(ingress, context);
  if (choice.kind === 'none') return skip(named(ref, choice.skipped));
  const { hosts, skipped } = ingressHosts(ingress);
  const wishes = collect({ ref, object: ingress, choice, context }, hosts, skipped);
  if (hosts.length > 0 || wishes.keepOthers) return wishes;
  const noHost = 'names no host; add spec.rules[].host or the annotation firstlight.dev/hostname';
  return { ...wishes, skipped: [...wishes.skipped, named(ref, { reason: 'NoHost', message: noHost })] };
}

function ofLoadBalancer(ref: ObjectRef, service: LoadBalancer, context: WishContext): Wishes {
  const asked = annotatedHosts(service).length > 0 || isOversized(service, 'hostname');
  if (service.type !== 'LoadBalancer') {
    const message = `spec.type is ${service.type}; only Services of type LoadBalancer are served: change it, or put an Ingress before it`;
    return asked ? skip(named(ref, { reason: 'UnsupportedKind', message })) : noWishes;
  }
  const ignored = otherController(service) ?? notYetServed(service);
  if (ignored !== undefined) return asked ? skip(named(ref, ignored)) : noWishes;
  const early = unreadable(ref, service);
  if (early !== undefined) return early;
  const { hosts, skipped } = loadBalancerHosts(service);
  if (!asked) return skip(...skipped.map((one) => named(ref, one)));
  const choice = loadBalancerEdges(service, context);
  if (choice.kind === 'none') return skip(named(ref, choice.skipped));
  return collect({ ref, object: service, choice, context }, hosts, skipped);
}

function collect(subject: Subject, written: Parameters<typeof readHosts>[0], before: readonly Skipped[]): Wishes {
  const { ref, object } = subject;
  const read = readHosts(written, refText(ref));
  const ttl = ttlOf(object);
  const each = read.hosts.map((host) => ofHost(subject, host, ttl.seconds));
  const problems = (object.problems ?? []).map(
    ({ field, message }): Skipped => ({ reason: 'InvalidObject', message: `${field}: ${message}` }),
  );
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
    wishes: each.flatMap(({ wishes }) => wishes),
    refused: each.flatMap(({ refused }) => refused),
    skipped: [
      ...[...before, ...problems, ...tooLarge, ...ttl.skipped].map((one) => named(ref, one)),
      ...read.skipped,
      ...each.flatMap(({ skipped }) => skipped),
    ],
    keepOthers: oversized,
  };
}
