import { type Labels, liesWithin } from '../route53/names.ts';
import type { AnsweredZone } from '../route53/zone.ts';

export type DnsView = 'public' | 'private';

/** One view at one moment: which zone answers a name. */
export interface ViewOfZones {
  readonly view: DnsView;
  readonly zones: readonly AnsweredZone[];
}

/**
 * The zone that alone answers a name: in the public view the longest public match; in the private view the longest private match,
 * else the longest public one. A private zone that matches hides the public one even where it lacks the name.
 * Source: Developer Guide, "Considerations when working with a private hosted zone": "If there's a matching private hosted zone but
 * there's no record that matches the domain name and type in the request, Resolver doesn't forward the request to a public DNS
 * resolver. Instead, it returns NXDOMAIN".
 */
export function zoneFor({ view, zones }: ViewOfZones, name: Labels): AnsweredZone | undefined {
  const matching = zones
    .filter((zone) => liesWithin(name, zone.labels))
    .toSorted((a, b) => b.labels.length - a.labels.length || (a.id < b.id ? -1 : 1));
  const privately = view === 'private' ? matching.find((zone) => zone.isPrivate) : undefined;
  return privately ?? matching.find((zone) => !zone.isPrivate);
}
