import type { Accepted, ParentRef, Route, RouteParent } from '#shared/domain/routes.ts';

/** Whether a parent serves a route. unsaid: its controller has not said so yet, which ends nothing. */
export type Acceptance =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unsaid' };

/**
 * What controllers say of one parentRef, which is told apart by all of its fields (Gateway API reference,
 * "RouteParentStatus"); one that accepts is enough. An object that was never in a cluster has no status: it counts as
 * accepted.
 */
export function acceptanceOf(route: Route, ref: ParentRef): Acceptance {
  const isWritten = route.uid === undefined && route.parentStatuses.length === 0;
  if (isWritten) return { kind: 'accepted' };
  const said = route.parentStatuses.filter((status) => isAbout(status, ref));
  const exact = said.filter(({ sectionName, port }) => sectionName === ref.sectionName && port === ref.port);
  return judge((exact.length > 0 ? exact : said).flatMap(({ accepted }) => accepted ?? []));
}

/** A ListenerSet counts once its Gateway takes it (Gateway API, GEP-1713). */
export function parentAcceptance(route: Route, { of, accepted }: RouteParent): Acceptance {
  if (of === 'gateway.networking.k8s.io/Gateway') return { kind: 'accepted' };
  if (accepted === undefined) return { kind: route.uid === undefined ? 'accepted' : 'unsaid' };
  return judge([accepted]);
}

function judge(said: readonly Accepted[]): Acceptance {
  if (said.some(({ status }) => status === 'True')) return { kind: 'accepted' };
  const no = said.find(({ status }) => status === 'False');
  return no === undefined ? { kind: 'unsaid' } : { kind: 'refused', reason: no.reason ?? 'without a reason' };
}

/** A status that names no section or port speaks of all of them, as some controllers write it. */
const isAbout = (status: ParentRef, ref: ParentRef): boolean =>
  status.of === ref.of &&
  status.key === ref.key &&
  (status.sectionName ?? ref.sectionName) === ref.sectionName &&
  (status.port ?? ref.port) === ref.port;
