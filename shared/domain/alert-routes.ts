import type { Alert, AlertKind, AlertPlace } from './alert.ts';
import { matchesNamespace } from './namespace-pattern.ts';

/** Who hears of what; an empty `to` is silence. */
export interface AlertRoute {
  readonly namespaces?: readonly string[];
  readonly cluster?: string;
  readonly edge?: string;
  readonly about?: readonly AlertKind[];
  readonly to: readonly string[];
}

export interface NamedChannel {
  /** What routes and objects call it. */
  readonly name: string;
  /** Whose objects may choose it. Absent: nobody's, only routes lead to it. */
  readonly offeredTo?: readonly ChannelOffer[];
}

export interface ChannelOffer {
  readonly namespaces: readonly string[];
  /** Absent: of every cluster. */
  readonly cluster?: string;
}

/** Whether objects of a namespace may choose the channel. */
export const isOfferedTo = ({ offeredTo = [] }: NamedChannel, { cluster, namespace = '' }: AlertPlace): boolean =>
  offeredTo.some(
    (one) =>
      (one.cluster === undefined || one.cluster === cluster) &&
      one.namespaces.some((pattern) => matchesNamespace(pattern, namespace)),
  );

/**
 * The names of the channels that hear of it: those that its object chooses among what is offered to it, else of the first
 * route that matches, else the first channel.
 */
export function channelsOf(
  alert: Pick<Alert, 'about' | 'place'>,
  { channels, routes }: { readonly channels: readonly NamedChannel[]; readonly routes: readonly AlertRoute[] },
): readonly string[] {
  const { place } = alert;
  const chosen = channels.filter((one) => place.channels?.includes(one.name) && isOfferedTo(one, place));
  if (place.channels?.length === 0 || chosen.length > 0) return chosen.map(({ name }) => name);
  const route = routes.find((one) => matches(one, alert));
  return route?.to ?? channels.slice(0, 1).map(({ name }) => name);
}

/** So many channels hear of one thing: an alert is one transaction with what it is about, and an item for each of them. */
export const channelsAtOnce = 20;

function matches(route: AlertRoute, { about, place }: Pick<Alert, 'about' | 'place'>): boolean {
  const { namespace = '' } = place;
  return (
    (route.namespaces?.some((pattern) => matchesNamespace(pattern, namespace)) ?? true) &&
    (route.cluster === undefined || route.cluster === place.cluster) &&
    (route.edge === undefined || route.edge === place.edge) &&
    (route.about?.includes(about) ?? true)
  );
}
