import type { Ingress, LoadBalancer } from '#shared/domain/objects.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { isOversized } from './annotations/annotation.ts';
import { collect, joined } from './collect.ts';
import { ingressEdges, loadBalancerEdges, type Way } from './edges.ts';
import { named, noWishes, skip, slip } from './no-wishes.ts';
import type { WishContext, Wishes } from './types.ts';
import { readWhole, toldOfInside, type Whole, withoutEdge } from './whole.ts';
import { annotatedHosts, ingressHosts, noHost } from './written-hosts.ts';

export function ofIngress(ref: ObjectRef, ingress: Ingress, context: WishContext): Wishes {
  const whole = readWhole(ref, ingress, context);
  if ('wishes' in whole) return whole;
  const choice = ingressEdges(ingress, context);
  if (choice.kind === 'none') return withoutEdge(ref, choice.skipped);
  const { hosts, skipped, unread = false } = ingressHosts(ingress);
  if (unread) return slip(...skipped.map((one) => named(ref, one)));
  const before = [...skipped, ...toldOfInside(ingress)];
  const wishes = collect({ ...whole, object: ingress, wayOf: () => choice }, { hosts, by: 'hostname', before });
  if (hosts.length > 0 || wishes.keepOthers) return wishes;
  return { ...wishes, skipped: [...wishes.skipped, named(ref, noHost(ingress))] };
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
    const { type, clusterIP } = service;
    const what = type === 'ClusterIP' && clusterIP === 'None' ? 'spec.clusterIP is None' : `spec.type is ${type}`;
    const message = `${what}; only Services of type LoadBalancer are served: change it, or put an Ingress before it`;
    return skip(named(ref, { reason: 'UnsupportedKind', message }));
  }
  const choice = loadBalancerEdges(service, context);
  if (choice.kind === 'none') return withoutEdge(ref, choice.skipped);
  const hosts = annotatedHosts(service, 'hostname');
  return collect({ ...whole, object: service, wayOf: () => choice }, { hosts, by: 'hostname', before: [] });
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
  const wayOf = (): Way => ({ kind: 'inside' });
  return collect({ ...whole, object: service, wayOf }, { hosts, by: 'internal-hostname', before: [] });
}
