import type { Ingress, LoadBalancer } from '#shared/domain/objects.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { annotationOf, isOversized, otherController, written } from './annotations/annotation.ts';
import { annotationNames } from './annotations/names.ts';
import { collect, joined } from './collect.ts';
import { ingressEdges, loadBalancerEdges } from './edges.ts';
import type { Subject } from './host-wishes.ts';
import { named, noWishes, skip, slip } from './no-wishes.ts';
import { recordFormOf } from './record-form.ts';
import type { WishContext, Wishes } from './types.ts';
import { annotatedHosts, ingressHosts, noHost } from './written-hosts.ts';

type Whole = Pick<Subject, 'ref' | 'form' | 'context'>;

/** What concerns all hosts of an object: whose it is, and how its record sets look. */
function readWhole(ref: ObjectRef, object: Ingress | LoadBalancer, context: WishContext): Whole | Wishes {
  const other = otherController(object);
  // Another controller is named on purpose; whatever else is wrong was to be asked of us.
  if (other !== undefined) return skip(named(ref, other));
  const large = annotationNames.find((name) => !partial.has(name) && isOversized(object, name));
  if (large !== undefined) {
    const message = `annotation ${large} is too large to be read; shorten it; until then its claims stay as they are`;
    return slip(named(ref, { reason: 'TooLarge', message }));
  }
  const form = recordFormOf(object, context);
  if (!('problem' in form)) return { ref, form, context };
  return slip(named(ref, { reason: 'InvalidAnnotation', message: form.problem }));
}

/** Annotations without which something of the object can still be said. */
const partial = new Set<string>(['hostname', 'internal-hostname', 'target', 'ttl', 'record-type']);

/** An unknown class may be another controller's, so it is a disappearance; `firstlight.dev/edge` speaks to us alone. */
const withoutEdge = (ref: ObjectRef, skipped: Skipped): Wishes =>
  skipped.reason === 'UnknownEdge' ? slip(named(ref, skipped)) : skip(named(ref, skipped));

export function ofIngress(ref: ObjectRef, ingress: Ingress, context: WishContext): Wishes {
  const whole = readWhole(ref, ingress, context);
  if ('wishes' in whole) return whole;
  const choice = ingressEdges(ingress, context);
  if (choice.kind === 'none') return withoutEdge(ref, choice.skipped);
  const { hosts, skipped, unread = false } = ingressHosts(ingress);
  if (unread) return slip(...skipped.map((one) => named(ref, one)));
  const before = [...skipped, ...toldOfInside(ingress)];
  const wishes = collect({ ...whole, object: ingress, choice }, { hosts, by: 'hostname', before });
  if (hosts.length > 0 || wishes.keepOthers) return wishes;
  return { ...wishes, skipped: [...wishes.skipped, named(ref, noHost(ingress))] };
}

function toldOfInside(ingress: Ingress): readonly Skipped[] {
  const asked = annotationOf(ingress, 'internal-hostname');
  if (asked === undefined) return [];
  const message = `${written(asked)}, but only a Service has a cluster IP to lead to; write hostname instead`;
  return [{ reason: 'InvalidAnnotation', message }];
}

/** Of a Service only annotations name hosts. */
const asksThrough = (service: LoadBalancer, by: 'hostname' | 'internal-hostname'): boolean =>
  annotatedHosts(service, by).length > 0 || isOversized(service, by);

export const asksForHosts = (service: LoadBalancer): boolean =>
  asksThrough(service, 'hostname') || asksThrough(service, 'internal-hostname');

export function ofLoadBalancer(ref: ObjectRef, service: LoadBalancer, context: WishContext): Wishes {
  if (!asksForHosts(service)) return noWishes;
  const whole = readWhole(ref, service, context);
  if ('wishes' in whole) return whole;
  return joined(ref, outside(service, whole), inside(service, whole));
}

/** Hosts that lead to a Service from outside the cluster. */
function outside(service: LoadBalancer, whole: Whole): Wishes {
  const { ref, context } = whole;
  if (!asksThrough(service, 'hostname')) return noWishes;
  if (service.type !== 'LoadBalancer') {
    const message = `spec.type is ${service.type}; only Services of type LoadBalancer are served: change it, or put an Ingress before it`;
    return skip(named(ref, { reason: 'UnsupportedKind', message }));
  }
  const choice = loadBalancerEdges(service, context);
  if (choice.kind === 'none') return withoutEdge(ref, choice.skipped);
  const hosts = annotatedHosts(service, 'hostname');
  return collect({ ...whole, object: service, choice }, { hosts, by: 'hostname', before: [] });
}

/** Hosts that lead to its cluster IP (external-dns, docs/annotations, "internal-hostname"). */
function inside(service: LoadBalancer, whole: Whole): Wishes {
  if (!asksThrough(service, 'internal-hostname')) return noWishes;
  const unfit =
    service.type !== 'LoadBalancer' && service.type !== 'ClusterIP'
      ? `spec.type is ${service.type}; only Services of type LoadBalancer or ClusterIP have an internal-hostname: change it, or remove the annotation`
      : service.clusterIP === 'None'
        ? 'spec.clusterIP is None; an internal-hostname needs a cluster IP: give it one, or remove the annotation'
        : undefined;
  if (unfit !== undefined) return skip(named(whole.ref, { reason: 'UnsupportedKind', message: unfit }));
  const hosts = annotatedHosts(service, 'internal-hostname');
  const subject = { ...whole, object: service, choice: { kind: 'inside' } } as const;
  return collect(subject, { hosts, by: 'internal-hostname', before: [] });
}
