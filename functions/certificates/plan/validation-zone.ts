import type { Zone } from '#shared/domain/configuration.ts';
import { caaNameOf } from './caa.ts';
import type { Hindrance } from './lane-state.ts';

/** Where the validation record of a name belongs, or why nowhere. */
export type ValidationZone = { readonly zone: Zone } | { readonly hindrance: Hindrance };

/**
 * ACM asks public DNS, so of the configured public zones the longest that holds the name carries its record (ACM User
 * Guide, "DNS validation"); a private zone never does, and one that was given back is nobody's to write.
 */
export function validationZone(name: string, zones: readonly Zone[]): ValidationZone {
  const host = caaNameOf(name);
  const holding = zones.filter((zone) => isWithin(host, zone.name)).sort((a, b) => b.name.length - a.name.length);
  const zone = holding.find(({ view }) => view === 'public');
  if (zone !== undefined && zone.givenBack === undefined) return { zone };
  return { hindrance: { reason: 'WaitingForZone', message: missing(name, zone ?? holding[0]) } };
}

function missing(name: string, zone: Zone | undefined): string {
  if (zone === undefined) return `${name} lies in no configured zone; add the public zone of its domain`;
  if (zone.givenBack !== undefined) {
    return `zone ${zone.name}, which would show ACM that ${name} is ours, was given back to external-dns; take it again with release-ownership --undo`;
  }
  return `${name} lies in private zone ${zone.name} only, and ACM sees public DNS alone; add the public zone of its domain`;
}

/** Every name from the validated one up to the zone may be delegated; the answers decide whether ACM sees the zone. */
export function delegationsToAsk(name: string, zone: Pick<Zone, 'name'>): readonly string[] {
  const host = caaNameOf(name);
  const labels = host === zone.name ? [] : host.slice(0, -zone.name.length - 1).split('.');
  return [...labels.map((_, index) => `${labels.slice(index).join('.')}.${zone.name}`), zone.name];
}

/**
 * Why ACM would never see a record of the zone beneath the name; undefined: it would, as far as is known.
 * @param delegated by name of `delegationsToAsk`: the name servers that its parent leads to, none where it leads nowhere;
 *   a name that could not be asked is left out
 * @param own the name servers of the zone itself; absent: not known
 */
export function delegationHindrance(
  name: string,
  zone: Pick<Zone, 'name' | 'id'>,
  { delegated, own }: { readonly delegated: ReadonlyMap<string, readonly string[]>; readonly own?: readonly string[] },
): Hindrance | undefined {
  const servers = delegated.get(zone.name);
  const of = `${name}: public zone ${zone.name} (${zone.id})`;
  if (servers?.length === 0) {
    return notDelegated(
      `${of} is delegated from nowhere, so nobody sees its records; add its NS records to its parent`,
    );
  }
  if (servers !== undefined && own !== undefined && !servers.some((server) => hasName(own, server))) {
    const where = `${servers.join(', ')} and not to this zone`;
    return notDelegated(`${of}: its parent leads to ${where}; correct the NS records there, or the id of the zone`);
  }
  const beneath = delegationsToAsk(name, zone).find(
    (one) => one !== zone.name && (delegated.get(one) ?? []).length > 0,
  );
  if (beneath === undefined) return undefined;
  const to = (delegated.get(beneath) ?? []).join(', ');
  return notDelegated(
    `${of} hands ${beneath} to ${to}; add zone ${beneath} to the configuration, or take its NS records away`,
  );
}

const notDelegated = (message: string): Hindrance => ({ reason: 'NotDelegated', message });

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
export const hasName = (names: readonly string[], name: string): boolean =>
  names.some((one) => plain(one) === plain(name));
const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
