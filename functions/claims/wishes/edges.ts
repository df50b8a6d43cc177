import type { Edge } from '#shared/domain/configuration.ts';
import type { HostObject, Ingress, IngressClass, LoadBalancer } from '#shared/domain/objects.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { annotationOf } from './annotations/annotation.ts';
import { edgesOf, knownOf } from './cluster-edges.ts';
import type { Lead } from './lead.ts';
import { quoted } from './text.ts';
import type { WishContext } from './types.ts';

/** The ways to an object: edges, its own address or that of what leads to it, or its cluster IP for those inside the network. */
export type Way =
  | { readonly kind: 'edges'; readonly edges: readonly Edge[]; readonly leads?: readonly Lead[] }
  | { readonly kind: 'own-address'; readonly leads?: readonly Lead[] }
  | { readonly kind: 'inside' };

/** The way to an object, or why there is none. */
export type EdgeChoice = Way | { readonly kind: 'none'; readonly skipped: Skipped };

/** By the annotation `firstlight.dev/edge`, else by class (Kubernetes, "IngressClass"; the annotation is the older way). */
export function ingressEdges(ingress: Ingress, context: WishContext): EdgeChoice {
  const named = namedEdge(ingress, context);
  if (named !== undefined) return named;
  const found = classOf(ingress, context.ingressClasses);
  if ('skipped' in found) return { kind: 'none', skipped: found.skipped };
  const edges = edgesOf(context).filter((edge) => edge.classes.includes(found.className));
  if (edges.length > 0) return { kind: 'edges', edges };
  const message = `${found.field} ${quoted(found.className)} leads to no edge of cluster ${context.cluster}; ${knownOf(context, (edge) => edge.classes)}`;
  return { kind: 'none', skipped: { reason: 'UnknownClass', message } };
}

/** By the annotation `firstlight.dev/edge`, else by loadBalancerClass, else the configuration's `services.edge`. */
export function loadBalancerEdges(service: LoadBalancer, context: WishContext): EdgeChoice {
  const named = namedEdge(service, context);
  if (named !== undefined) return named;
  const all = edgesOf(context);
  const { loadBalancerClass } = service;
  const byClass = all.filter((edge) => loadBalancerClass !== undefined && edge.classes.includes(loadBalancerClass));
  if (byClass.length > 0) return { kind: 'edges', edges: byClass };
  const byDefault = all.filter((edge) => edge.name === context.configuration.services.edge);
  return byDefault.length > 0 ? { kind: 'edges', edges: byDefault } : { kind: 'own-address' };
}

/** By the annotation `firstlight.dev/edge`; undefined where there is none. */
export function namedEdge(object: HostObject, context: WishContext): EdgeChoice | undefined {
  const annotation = annotationOf(object, 'edge');
  if (annotation === undefined) return undefined;
  const edges = edgesOf(context).filter((edge) => edge.name === annotation.value.trim());
  if (edges.length > 0) return { kind: 'edges', edges };
  const message = `annotation ${annotation.name} names ${quoted(annotation.value)}, which is no edge of cluster ${context.cluster}; ${knownOf(context, (edge) => [edge.name])}`;
  return { kind: 'none', skipped: { reason: 'UnknownEdge', message } };
}

type FoundClass = { readonly className: string; readonly field: string } | { readonly skipped: Skipped };

function classOf(ingress: Ingress, classes: readonly IngressClass[]): FoundClass {
  if (ingress.className !== undefined) return { className: ingress.className, field: 'spec.ingressClassName' };
  const old = ingress.annotations[oldClassAnnotation];
  if (old !== undefined) return { className: old, field: `annotation ${oldClassAnnotation}` };
  const defaults = classes
    .filter(isDefaultClass)
    .map(({ key }) => key.slice(1))
    .sort();
  const [only, second] = defaults;
  if (only !== undefined && second === undefined) return { className: only, field: 'the default IngressClass' };
  const why =
    only === undefined
      ? 'the cluster has no default IngressClass'
      : `${defaults.length} IngressClasses are the default`;
  return { skipped: { reason: 'UnknownClass', message: `spec.ingressClassName is missing and ${why}; name a class` } };
}

export const oldClassAnnotation = 'kubernetes.io/ingress.class';

export const isDefaultClass = (ingressClass: IngressClass): boolean =>
  ingressClass.annotations['ingressclass.kubernetes.io/is-default-class'] === 'true';

/** Whether the meaning of the Ingress depends on which class is the default. */
export const asksForDefaultClass = (ingress: Ingress): boolean =>
  ingress.className === undefined && ingress.annotations[oldClassAnnotation] === undefined;
