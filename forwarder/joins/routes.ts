import { objectKeyOf, splitKey } from '#shared/domain/keys.ts';
import { routeKinds } from '#shared/domain/kinds.ts';
import type { FieldProblem } from '#shared/domain/object-meta.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import type { Listener, Route, RouteParent } from '#shared/domain/routes.ts';
import { withinLimit } from '../projection/stub.ts';
import type { GatewayPart } from './gateway-part.ts';
import type { Join, PartRef, Parts } from './join.ts';
import { isParentKind, type ParentKind } from './watched-kinds.ts';

const gatewayKind = 'gateway.networking.k8s.io/Gateway';

/** Routes with the Gateways and ListenerSets that they name, and the labels that these select namespaces by. */
export const routeJoins: readonly Join[] = routeKinds.map((kind) => ({
  kind,
  needs: [gatewayKind, '/Namespace'],
  mayLack: ['gateway.networking.k8s.io/ListenerSet', 'gateway.networking.x-k8s.io/XListenerSet'],
  uses: () => true,
  concerns: (object, part, parts) => isRoute(object) && concerns(object, part, parts),
  complete: (object, parts) => (isRoute(object) ? withinLimit(complete(object, parts)) : object),
}));

const isRoute = (object: ProjectedObject): object is Route => 'parentRefs' in object;

function concerns(route: Route, part: PartRef, parts: Parts): boolean {
  if (part.kind === '/Namespace') return part.key === namespaceKey(route);
  return route.parentRefs.some(({ of, key }) => {
    if (of === part.kind && key === part.key) return true;
    return part.kind === gatewayKind && partAt(parts, of, key)?.gatewayKey === part.key;
  });
}

function complete(route: Route, parts: Parts): Route {
  const problems: FieldProblem[] = [...(route.problems ?? [])];
  const parents = new Map<string, RouteParent>();
  for (const [index, { of, key }] of route.parentRefs.entries()) {
    const id = `${of} ${key}`;
    if (!isParentKind(of) || parents.has(id)) continue;
    const tell = (message: string): void => void problems.push({ field: `spec.parentRefs[${index}]`, message });
    const part = readable(parts, { of, key }, tell);
    if (part !== undefined) parents.set(id, parentOf({ route, part, parts, tell }));
  }
  const labels = selectedLabels(route, [...parents.values()], parts);
  return {
    ...route,
    ...(problems.length === 0 ? {} : { problems }),
    parents: [...parents.values()],
    ...(labels === undefined ? {} : { namespaceLabels: labels }),
  };
}

type Tell = (message: string) => void;

/** The part, unless it is not there; what cannot be read is told, so that nothing ends by it. */
function readable(
  parts: Parts,
  { of, key }: { readonly of: ParentKind; readonly key: string },
  tell: Tell,
): GatewayPart | undefined {
  const title = `${of.slice(of.lastIndexOf('/') + 1)} ${key}`;
  if (!parts.isListed(of)) {
    // The same whether it was read before the kind went or not: two leaders must not differ.
    tell(`names ${title}, which cannot be read: the cluster has no kind ${of}`);
    return undefined;
  }
  const part = partAt(parts, of, key);
  if (part === undefined && !parts.absenceKnown) tell(`names ${title}, which may be in a file that cannot be read`);
  if (part?.unread === undefined) return part;
  tell(`names ${title}, which cannot be read: ${part.unread}`);
  return undefined;
}

interface Asked {
  readonly route: Route;
  readonly part: GatewayPart;
  readonly parts: Parts;
  readonly tell: Tell;
}

function parentOf({ route, part, parts, tell }: Asked): RouteParent {
  const { kind: of, key, annotations, oversized, accepted, gatewayKey } = part;
  const gateway =
    of === gatewayKind
      ? part
      : gatewayKey === undefined
        ? undefined
        : readable(parts, { of: gatewayKind, key: gatewayKey }, tell);
  return {
    of,
    key,
    ...(of === gatewayKind ? { annotations: {} } : { annotations, ...(oversized === undefined ? {} : { oversized }) }),
    listeners: part.listeners.filter((listener) => isAskedFor(route, part, listener)),
    ...(accepted === undefined ? {} : { accepted }),
    ...(gateway === undefined ? {} : { gateway: headOf(gateway) }),
  };
}

const headOf = ({ key, className, annotations, oversized, addresses }: GatewayPart) => ({
  key,
  ...(className === undefined ? {} : { className }),
  annotations,
  ...(oversized === undefined ? {} : { oversized }),
  addresses,
});

/** A Gateway may have 64 listeners, of which a route often names one. */
const isAskedFor = (route: Route, part: GatewayPart, listener: Listener): boolean =>
  route.parentRefs.some(
    ({ of, key, sectionName = listener.name, port = listener.port }) =>
      of === part.kind && key === part.key && sectionName === listener.name && port === listener.port,
  );

/** The namespace's labels that selectors ask for, so that other labels change nothing. */
function selectedLabels(
  route: Route,
  parents: readonly RouteParent[],
  parts: Parts,
): Readonly<Record<string, string>> | undefined {
  const selectors = parents.flatMap(({ listeners }) => listeners.flatMap(({ selector }) => selector ?? []));
  const asked = selectors.flatMap(({ matchLabels = {}, matchExpressions = [] }) => [
    ...Object.keys(matchLabels),
    ...matchExpressions.map(({ key }) => key),
  ]);
  if (asked.length === 0) return undefined;
  const namespace = parts.get('/Namespace', namespaceKey(route));
  const labels = namespace !== undefined && 'labels' in namespace ? namespace.labels : {};
  // Kubernetes, "Well-Known Labels": every namespace has it, also where nobody wrote the namespace down.
  const all = { ...labels, 'kubernetes.io/metadata.name': splitKey(route.key).namespace };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => asked.includes(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const namespaceKey = (route: Route): string => objectKeyOf('', splitKey(route.key).namespace);

function partAt(parts: Parts, of: string, key: string): GatewayPart | undefined {
  if (!isParentKind(of)) return undefined;
  const part = parts.get(of, key);
  return part !== undefined && 'listeners' in part ? part : undefined;
}
