import type { Edge } from '#shared/domain/configuration.ts';
import type { IngressRoute } from '#shared/domain/routes.ts';
import { annotationOf } from '../annotations/annotation.ts';
import { edgesOf, knownOf } from '../cluster-edges.ts';
import { type EdgeChoice, namedEdge, oldClassAnnotation } from '../edges.ts';
import { entranceLead } from '../lead.ts';
import { quoted, some } from '../text.ts';
import type { WishContext } from '../types.ts';

/**
 * By the annotation `firstlight.dev/edge`, else by the class that the route names, else by its entry points, else through
 * the one Service before Traefik that the configuration names.
 */
export function ingressRouteWay(route: IngressRoute, context: WishContext): EdgeChoice {
  const named = namedEdge(route, context);
  if (named !== undefined) return named;
  const className = route.annotations[oldClassAnnotation];
  if (className !== undefined) return ofClass(route, className, context);
  const edges = edgesOf(context).filter((edge) => opensTo(edge, route));
  return edges.length > 0 ? { kind: 'edges', edges } : ofEntrances(route, context);
}

function ofClass(route: IngressRoute, className: string, context: WishContext): EdgeChoice {
  const ofName = edgesOf(context).filter(({ classes }) => classes.includes(className));
  const edges = ofName.filter((edge) => edge.entryPoints.length === 0 || opensTo(edge, route));
  if (edges.length > 0) return { kind: 'edges', edges };
  const why =
    ofName.length === 0
      ? `leads to no edge of cluster ${context.cluster}; ${knownOf(context, (edge) => edge.classes)}`
      : `leads to edge ${some(ofName.map(({ name }) => name))}, which has none of its entry points ${some(route.entryPoints)}`;
  const message = `annotation ${oldClassAnnotation} ${quoted(className)} ${why}`;
  return { kind: 'none', skipped: { reason: 'UnknownClass', message } };
}

/** A route that names no entry points is at all of them (Traefik, "IngressRoute", `entryPoints`). */
const opensTo = ({ entryPoints }: Edge, route: IngressRoute): boolean =>
  entryPoints.some((one) => route.entryPoints.length === 0 || route.entryPoints.includes(one));

function ofEntrances(route: IngressRoute, { configuration }: WishContext): EdgeChoice {
  const { entryPoints, entrances } = route;
  const trusted = configuration.services.traefik ?? [];
  const open = entrances.filter(
    ({ key, entryPoints: names }) =>
      trusted.includes(key) && (entryPoints.length === 0 || names.some((name) => entryPoints.includes(name))),
  );
  const [only, second] = open;
  const isSaid = annotationOf(route, 'target') !== undefined;
  if (isSaid || (only !== undefined && second === undefined)) {
    return { kind: 'own-address', leads: open.slice(0, 1).map(entranceLead) };
  }
  const at = entryPoints.length === 0 ? '' : ` at entry point ${some(entryPoints.map(quoted))}`;
  const why =
    only === undefined
      ? `no edge leads to it${at}, and no Service of services.traefik does`
      : `${open.length} Services of Traefik lead to it${at} (${some(open.map(({ key }) => key))})`;
  const message = `${why}; give an edge its entryPoints or classes in the configuration, name the Service under services.traefik, or add firstlight.dev/target`;
  return { kind: 'none', skipped: { reason: 'UnknownEdge', message } };
}
