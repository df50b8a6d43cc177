import { ingressRouteJoins } from './ingress-routes.ts';
import type { Join } from './join.ts';
import { routeJoins } from './routes.ts';

/** Every kind that is more than its own objects say. */
export const joins: readonly Join[] = [...routeJoins, ...ingressRouteJoins];
