import type { Edge, View, Zone } from '#shared/domain/configuration.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { Pinned } from './record-form.ts';
import { some } from './text.ts';
import type { WishContext } from './types.ts';

/** Where a host of an object goes: one place per view, or why it may go nowhere. */
export interface Place {
  readonly view: View;
  readonly zone: Zone;
  /** Absent: a Service that leads through its own address. */
  readonly edge?: Edge;
}
export interface NoPlace {
  readonly view: View;
  readonly reason: Extract<Reason, 'NoZone' | 'HostNotAllowed'>;
  readonly message: string;
}

export const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
const longest = <Item>(items: readonly Item[], name: (item: Item) => string): Item | undefined =>
  items.reduce<Item | undefined>(
    (best, item) => (best === undefined || name(item).length > name(best).length ? item : best),
    undefined,
  );

/** The zone of the view with the longest name that the host lies in. */
export const zoneOf = (host: string, view: View, zones: readonly Zone[]): Zone | undefined =>
  longest(
    zones.filter((zone) => zone.view === view && isWithin(host, zone.name)),
    (zone) => zone.name,
  );

/**
 * The places of a host over the edges of its object. Of several edges of one view the one whose domain fits best serves
 * it, then the first by name. Without any place, the refusal of the first view.
 */
export function placesOf(host: string, edges: readonly Edge[], around: Around): readonly Place[] | NoPlace {
  const { pinned } = around;
  const possible = pinned === undefined ? edges : edges.filter(({ view }) => view === pinned.zone.view);
  const [first] = edges;
  if (possible.length === 0 && pinned !== undefined && first !== undefined) return otherView(first, pinned);
  const places: Place[] = [];
  const refusals: NoPlace[] = [];
  for (const view of ['public', 'private'] as const) {
    const ofView = possible.filter((edge) => edge.view === view).sort((a, b) => (a.name < b.name ? -1 : 1));
    if (ofView.length === 0) continue;
    const zone = zoneOf(host, view, zonesOf(around));
    const edge = longest(
      ofView.filter((one) => domainOf(host, one) !== undefined),
      (one) => domainOf(host, one) ?? '',
    );
    if (zone === undefined) refusals.push(noZone(host, view, around));
    else if (edge === undefined) refusals.push(notServed(view, ofView));
    else places.push({ view, zone, edge });
  }
  const [refusal] = refusals;
  return places.length > 0 || refusal === undefined ? places : refusal;
}

/**
 * The place of a host that no edge serves: of a Service's own address in the public zone if there is one, of an address
 * inside the cluster in the private one.
 */
export function placeWithoutEdge(host: string, first: View, around: Around): readonly Place[] | NoPlace {
  const second: View = first === 'public' ? 'private' : 'public';
  for (const view of [first, second] as const) {
    const zone = zoneOf(host, view, zonesOf(around));
    if (zone !== undefined) return [{ view, zone }];
  }
  return noZone(host, around.pinned?.zone.view ?? first, around);
}

/** The configured zones, or the only one that the object may use. */
export interface Around {
  readonly context: WishContext;
  readonly pinned?: Pinned;
}

const zonesOf = ({ context, pinned }: Around): readonly Zone[] =>
  pinned === undefined ? context.configuration.zones : [pinned.zone];

const domainOf = (host: string, edge: Edge): string | undefined =>
  longest(
    edge.domains.filter((domain) => isWithin(host, domain)),
    (domain) => domain,
  );

function noZone(host: string, view: View, { context: { configuration }, pinned }: Around): NoPlace {
  if (pinned !== undefined) {
    const message = `${host} lies outside ${zoneText(pinned.zone)}, which annotation ${pinned.by} names; use a host beneath, or remove the annotation`;
    return { view, reason: 'NoZone', message };
  }
  const names = [...new Set(configuration.zones.filter((zone) => zone.view === view).map((zone) => zone.name))].sort();
  const remedy = names.length === 0 ? 'the configuration names none' : `use a host in ${some(names)}, or add its zone`;
  return { view, reason: 'NoZone', message: `lies in no ${view} zone; ${remedy}` };
}

function otherView({ name, view }: Edge, { by, zone }: Pinned): NoPlace {
  const message = `annotation ${by} names ${zoneText(zone)}, but edge ${name} is ${view}; name a ${view} zone, or remove the annotation`;
  return { view, reason: 'NoZone', message };
}

const zoneText = ({ name, id, view }: Zone): string => `${view} zone ${name} (${id})`;

function notServed(view: View, edges: readonly Edge[]): NoPlace {
  const domains = [...new Set(edges.flatMap((edge) => edge.domains))].sort();
  const names = edges.map((edge) => edge.name).join(', ');
  return {
    view,
    reason: 'HostNotAllowed',
    message: `edge ${names} serves ${some(domains)} only; use a host beneath, or add its domain`,
  };
}
