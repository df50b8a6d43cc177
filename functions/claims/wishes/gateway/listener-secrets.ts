import type { Edge } from '#shared/domain/configuration.ts';
import { readHost } from '#shared/domain/host-name.ts';
import type { Listener, Route } from '#shared/domain/routes.ts';
import { gatewayLead } from '../lead.ts';
import type { WishContext } from '../types.ts';
import { overlap } from './overlap.ts';
import { attachedParents } from './parents.ts';

/**
 * The Secrets, `namespace/name`, that listeners show for a host of a route: of Gateways that lead to the edge, or of all
 * where none does and the route names the edge itself.
 */
export function listenerSecrets(
  route: Route,
  host: string,
  { edge, context }: { readonly edge: Edge; readonly context: WishContext },
): readonly string[] {
  const having = attachedParents(route).attached.filter(({ listener }) => takes(listener, host));
  const leading = having.filter(({ parent }) =>
    gatewayLead(parent, context).edges.some(({ name }) => name === edge.name),
  );
  return (leading.length > 0 ? leading : having).flatMap(({ listener }) => listener.secrets ?? []);
}

function takes({ hostname = '' }: Listener, host: string): boolean {
  if (hostname === '') return true;
  const read = readHost(hostname);
  return read.ok && overlap(read.host, host) === host;
}
