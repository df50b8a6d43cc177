import { ingressRouteKinds } from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import type { Entrance, IngressRoute } from '#shared/domain/routes.ts';
import { withinLimit } from '../projection/stub.ts';
import { entrancesOf, isEntrance } from './entrances.ts';
import type { Join, Parts } from './join.ts';

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

function complete(route: IngressRoute, parts: Parts): IngressRoute {
  const { entrances, over } = entrancesOf(parts.all('/Service'));
  const problems = [...(route.problems ?? []), ...(over === undefined ? [] : [{ field: 'entrances', message: over }])];
  const asked = new Set(route.entryPoints);
  return {
    ...route,
    ...(problems.length === 0 ? {} : { problems }),
    entrances: entrances.flatMap((entrance) => openedTo(asked, entrance) ?? []),
  };
}

/** A route that names no entry points is at all of them, so that their names do not matter. */
function openedTo(asked: ReadonlySet<string>, entrance: Entrance): Entrance | undefined {
  if (asked.size === 0) return { ...entrance, entryPoints: [] };
  const entryPoints = entrance.entryPoints.filter((name) => asked.has(name));
  return entryPoints.length === 0 ? undefined : { ...entrance, entryPoints };
}
