import { ingressRouteKinds } from '#shared/domain/kinds.ts';
import type { LoadBalancer, ProjectedObject } from '#shared/domain/objects.ts';
import type { Entrance, IngressRoute } from '#shared/domain/routes.ts';
import { withinLimit } from '../projection/stub.ts';
import type { Join, Parts } from './join.ts';
import type { ReducedObject } from './raw-source.ts';

/** IngressRoutes with the Services that lead to Traefik: their own status knows no address. */
export const ingressRouteJoins: readonly Join[] = ingressRouteKinds.map((kind) => ({
  kind,
  needs: ['/Service'],
  mayLack: [],
  uses: isEntrance,
  concerns: (_object, part) => part.kind === '/Service',
  complete: (object, parts) => (isIngressRoute(object) ? withinLimit(complete(object, parts)) : object),
}));

const isIngressRoute = (object: ProjectedObject): object is IngressRoute => 'entrances' in object;

const complete = (route: IngressRoute, parts: Parts): IngressRoute => ({
  ...route,
  entrances: parts
    .all('/Service')
    .filter(isEntrance)
    .map(entranceOf)
    .sort((a, b) => (a.key < b.key ? -1 : 1)),
});

/** As Traefik's own chart labels it (traefik-helm-chart, templates/_helpers.tpl). */
function isEntrance(object: ReducedObject): object is LoadBalancer {
  return (
    object.kind === '/Service' &&
    'labels' in object &&
    object.type === 'LoadBalancer' &&
    object.labels['app.kubernetes.io/name'] === 'traefik'
  );
}

const entranceOf = ({ key, ports, externalIPs, addresses }: LoadBalancer): Entrance => ({
  key,
  entryPoints: ports.flatMap(({ name }) => name ?? []),
  externalIPs,
  addresses,
});
