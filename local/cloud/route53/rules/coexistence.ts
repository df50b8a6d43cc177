import { type Change, neighbours, type ZoneAtChange } from '../change.ts';
import { showName, sortKey } from '../names.ts';

/** A zone's own name cannot be a CNAME. Source: Developer Guide, "CNAME record type"; cloudfoundry/bosh-bootloader#310. */
export function noCnameAtApex({ set, key }: Change, zone: ZoneAtChange): readonly string[] {
  return set.Type === 'CNAME' && key === sortKey(zone.labels)
    ? [`RRSet of type CNAME with DNS name ${set.Name} is not permitted at apex in zone ${showName(zone.labels)}`]
    : [];
}

/**
 * A CNAME shares its name with no other type, in both directions.
 * Source: Developer Guide, "CNAME record type"; the words from ansible-collections/amazon.aws#2694 and
 * RJPearson94/terraform-aws-open-next#24.
 */
export function cnameStandsAlone(change: Change, zone: ZoneAtChange): readonly string[] {
  const { Name, Type } = change.set;
  const others = neighbours(change, zone).filter((set) => set.Type !== Type);
  const here = `RRSet of type ${Type} with DNS name ${Name} is not permitted`;
  const there = `with the same DNS name`;
  const zoneName = showName(zone.labels);
  if (Type === 'CNAME' && others.length > 0)
    return [`${here} as it conflicts with other records ${there} in zone ${zoneName}`];
  if (others.some((set) => set.Type === 'CNAME'))
    return [`${here} because a conflicting RRSet of type CNAME ${there} already exists in zone ${zoneName}`];
  return [];
}
