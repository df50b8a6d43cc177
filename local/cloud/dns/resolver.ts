import { ZoneContents } from '../route53/contents.ts';
import { isNameFault, parseName, sortKey } from '../route53/names.ts';
import type { ResourceRecordSet } from '../route53/record-set.ts';
import type { AnsweredZone } from '../route53/zone.ts';
import { reachableZones } from './public-names.ts';

/**
 * The zones as a resolver on the internet sees them: what the public ones do not hold is nowhere (NXDOMAIN), as here nobody else has
 * any names, instead of being refused as an authoritative server refuses it.
 */
export function asResolverSees(zones: readonly AnsweredZone[]): readonly AnsweredZone[] {
  const reachable = reachableZones(zones);
  return [...reachable, ...reachable.flatMap((zone) => handedAway(zone, reachable)), root];
}

const soa = 'a.root-servers.net. nstld.verisign-grs.com. 1 1800 900 604800 86400';

/** What a zone hands to servers that are not ours: they name themselves, and know nothing else. */
function handedAway(zone: AnsweredZone, known: readonly AnsweredZone[]): readonly AnsweredZone[] {
  return [...zone.contents.from('')].flatMap((set): readonly AnsweredZone[] => {
    const labels = parseName(set.Name);
    if (set.Type !== 'NS' || isNameFault(labels)) return [];
    if (known.some((one) => sortKey(one.labels) === sortKey(labels))) return [];
    const start: ResourceRecordSet = { Name: set.Name, Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: soa }] };
    return [{ id: `beneath ${zone.id}`, labels, isPrivate: false, contents: ZoneContents.of([set, start]) }];
  });
}

const root: AnsweredZone = {
  id: 'root',
  labels: [],
  isPrivate: false,
  contents: ZoneContents.of([
    {
      Name: '.',
      Type: 'SOA',
      TTL: 900,
      ResourceRecords: [{ Value: soa }],
    },
  ]),
};
