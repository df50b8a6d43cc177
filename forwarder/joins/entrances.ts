import { splitKey } from '#shared/domain/keys.ts';
import type { LoadBalancer } from '#shared/domain/objects.ts';
import type { Entrance } from '#shared/domain/routes.ts';
import type { ReducedObject } from './raw-source.ts';

/** The Services that IngressRoutes are told with. */
export interface Entrances {
  /** In the order of their keys. */
  readonly entrances: readonly Entrance[];
  /** What is to be said of those that there is no room for. */
  readonly over?: string;
}

/**
 * Whoever may label a Service makes an entrance, and each goes into every IngressRoute of the cluster: so they are
 * few, and the oldest, which nobody pushes out later.
 */
const limit = 20;
const limitOfNamespace = 4;
/** Of one Service, external IPs and addresses together. */
const addressLimit = 20;

/** As Traefik's own chart labels it (traefik-helm-chart, templates/_helpers.tpl). */
export function isEntrance(object: ReducedObject): object is LoadBalancer {
  return (
    object.kind === '/Service' &&
    'labels' in object &&
    object.type === 'LoadBalancer' &&
    object.labels['app.kubernetes.io/name'] === 'traefik' &&
    object.externalIPs.length + object.addresses.length <= addressLimit
  );
}

/** The oldest of each namespace and of the cluster; the answer for a list is kept as long as the list. */
export function entrancesOf(objects: readonly ReducedObject[]): Entrances {
  const before = known.get(objects);
  if (before !== undefined) return before;
  const entrances = chosen(objects.filter(isEntrance));
  known.set(objects, entrances);
  return entrances;
}

const known = new WeakMap<readonly ReducedObject[], Entrances>();

function chosen(services: readonly LoadBalancer[]): Entrances {
  const ofNamespace = new Map<string, number>();
  const heard = [...services].sort(byAge).filter(({ key }) => {
    const { namespace } = splitKey(key);
    const count = (ofNamespace.get(namespace) ?? 0) + 1;
    ofNamespace.set(namespace, count);
    return count <= limitOfNamespace;
  });
  const entrances = heard.slice(0, limit).map(entranceOf).sort(byKey);
  if (heard.length <= limit) return { entrances };
  const over = `more than ${limit} Services are labelled app.kubernetes.io/name: traefik; only the ${limit} oldest are looked at: remove the label from those that do not lead to Traefik`;
  return { entrances, over };
}

type Aged = Pick<LoadBalancer, 'key' | 'creationTimestamp'>;

/** Of manifests, which know no age, in the order of their keys. */
function byAge(a: Aged, b: Aged): number {
  const { creationTimestamp: ofA = '' } = a;
  const { creationTimestamp: ofB = '' } = b;
  return ofA === ofB ? byKey(a, b) : ofA < ofB ? -1 : 1;
}

const byKey = (a: Pick<Aged, 'key'>, b: Pick<Aged, 'key'>): number => (a.key < b.key ? -1 : 1);

const entranceOf = ({ key, ports, externalIPs, addresses }: LoadBalancer): Entrance => ({
  key,
  entryPoints: ports.flatMap(({ name }) => name ?? []),
  externalIPs,
  addresses,
});
