import { ZoneContents } from '../route53/contents.ts';
import type { AnsweredZone } from '../route53/zone.ts';
import { reachableZones } from './public-names.ts';

/**
 * The zones as a resolver on the internet sees them: what the public ones do not hold is nowhere (NXDOMAIN), as here nobody else has
 * any names, instead of being refused as an authoritative server refuses it.
 */
export const asResolverSees = (zones: readonly AnsweredZone[]): readonly AnsweredZone[] => [
  ...reachableZones(zones),
  root,
];

const root: AnsweredZone = {
  id: 'root',
  labels: [],
  isPrivate: false,
  contents: ZoneContents.of([
    {
      Name: '.',
      Type: 'SOA',
      TTL: 900,
      ResourceRecords: [{ Value: 'a.root-servers.net. nstld.verisign-grs.com. 1 1800 900 604800 86400' }],
    },
  ]),
};
