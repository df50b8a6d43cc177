import { splitKey } from '#shared/domain/keys.ts';
import type { Listener, ParentRef, Route, RouteParent } from '#shared/domain/routes.ts';
import { selects } from './selector.ts';

/** The listeners of a parent that a route is attached to by one of its parentRefs, or why there is none. */
export function listenersFor(
  route: Route,
  ref: ParentRef,
  parent: RouteParent,
): readonly Listener[] | { readonly problem: string } {
  const asked = parent.listeners.filter(
    ({ name, port }) => (ref.sectionName ?? name) === name && (ref.port ?? port) === port,
  );
  if (asked.length === 0) return { problem: `has no listener${askedText(ref)}` };
  const kind = route.kind.slice(route.kind.lastIndexOf('/') + 1);
  const fitting = asked.filter((listener) => takesKind(listener, route.kind));
  if (fitting.length === 0) return { problem: `takes no ${kind}${within(ref)}` };
  const open = fitting.filter((listener) => takesNamespace(listener, route, parent));
  if (open.length > 0) return open;
  return { problem: `takes no routes from namespace ${splitKey(route.key).namespace}${within(ref)}` };
}

const askedText = ({ sectionName, port }: ParentRef): string =>
  `${sectionName === undefined ? '' : ` named ${sectionName}`}${port === undefined ? '' : ` on port ${port}`}`;

const within = (ref: ParentRef): string => {
  const asked = askedText(ref);
  return asked === '' ? '' : ` at its listener${asked}`;
};

/** Gateway API reference, "ProtocolType" and "AllowedRoutes.kinds". */
function takesKind({ protocol, kinds }: Listener, kind: Route['kind']): boolean {
  const isTls = kind === 'gateway.networking.k8s.io/TLSRoute';
  const fits = isTls ? protocol === 'TLS' : protocol === 'HTTP' || protocol === 'HTTPS';
  return fits && (kinds === undefined || kinds.includes(kind));
}

/** Gateway API reference, "RouteNamespaces". */
function takesNamespace({ from = 'Same', selector }: Listener, route: Route, { key }: RouteParent): boolean {
  switch (from) {
    case 'All':
      return true;
    case 'Same':
      return splitKey(key).namespace === splitKey(route.key).namespace;
    case 'Selector':
      return selector !== undefined && selects(selector, route.namespaceLabels ?? {});
    default:
      return false;
  }
}
