import type { Route } from '#shared/domain/routes.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { annotationOf, written } from './annotations/annotation.ts';
import { collect } from './collect.ts';
import { namedEdge, type Way } from './edges.ts';
import { attachmentsOf } from './gateway/attachments.ts';
import { attachedParents } from './gateway/parents.ts';
import { gatewayLead } from './lead.ts';
import { named, slip } from './no-wishes.ts';
import type { WishContext, Wishes } from './types.ts';
import { readWhole, toldOfInside, withoutEdge } from './whole.ts';
import { annotatedHosts, chosenHosts, listedHosts } from './written-hosts.ts';

/** A route asks for its hosts as far as the listeners that take it have them, through their Gateways. */
export function ofRoute(ref: ObjectRef, route: Route, context: WishContext): Wishes {
  const whole = readWhole(ref, route, context);
  if ('wishes' in whole) return whole;
  const edge = namedEdge(route, context);
  if (edge?.kind === 'none') return withoutEdge(ref, edge.skipped);
  const chosen = chosenHosts(route, 'gateway-hostname-source', {
    defined: listedHosts('spec.hostnames', route.hostnames),
    annotated: annotatedHosts(route, 'hostname'),
  });
  if (chosen.unread === true) return slip(...chosen.skipped.map((one) => named(ref, one)));
  const { attached, unsaid, skipped } = attachedParents(route);
  const open = route.hostnames.length === 0 && chosen.onlyAnnotated !== true;
  const met = attachmentsOf(attached, { wanted: chosen.hosts, open });
  const leadsOf = (host: string) => (met.parents.get(host) ?? []).map((parent) => gatewayLead(parent, context));
  const wayOf = (host: string): Way => {
    const leads = leadsOf(host);
    if (edge?.kind === 'edges') return { ...edge, leads };
    const edges = [...new Set(leads.flatMap((lead) => lead.edges))];
    return edges.length > 0 ? { kind: 'edges', edges, leads } : { kind: 'own-address', leads };
  };
  // A host that cannot be read is told wherever nothing can be met with it.
  const hosts = attached.length > 0 ? met.hosts : [];
  const before = [...skipped, ...met.skipped, ...toldOfInside(route), ...toldOfTarget(route)];
  const wishes = collect({ ...whole, object: route, wayOf }, { hosts, by: 'hostname', before });
  const nothing = attached.length > 0 && hosts.length === 0 && met.skipped.length === 0 && !wishes.keepOthers;
  return {
    ...wishes,
    keepOthers: wishes.keepOthers || unsaid,
    skipped: nothing ? [...wishes.skipped, named(ref, noHost)] : wishes.skipped,
  };
}

const noHost: Skipped = {
  reason: 'NoHost',
  message:
    'names no host, and no listener that takes it does; add spec.hostnames or the annotation firstlight.dev/hostname',
};

/** external-dns, docs/sources/gateway-api.md, "Annotations". */
function toldOfTarget(route: Route): readonly Skipped[] {
  const asked = annotationOf(route, 'target');
  if (asked === undefined) return [];
  const message = `${written(asked)}, but the target of a route is read of its Gateway or ListenerSet; write it there`;
  return [{ reason: 'InvalidAnnotation', message }];
}
