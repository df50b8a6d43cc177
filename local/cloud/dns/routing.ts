import { policiesOf, type ResourceRecordSet } from '../route53/record-set.ts';

/** Source: API reference, ResourceRecordSet.MultiValueAnswer. */
const mostMultivalueSets = 8;

/**
 * The record sets of one name and type that answer a question. Real Route 53 draws lots, measures latency and looks at where the
 * asker is; this one always gives the same answer, and gives it to an asker whose place is unknown, as that of 127.0.0.1 is:
 * - weighted: the greatest weight; a weight of 0 only where all are 0
 * - failover: the primary, as every endpoint counts as healthy
 * - multivalue answer: up to eight sets together
 * - geolocation, CIDR: the default (`*`), and nothing where there is none
 * - geoproximity: the greatest bias
 * - latency: the first by set identifier; so is every tie decided
 * Source: API reference, ResourceRecordSet.Weight, .MultiValueAnswer, .GeoLocation ("Route 53 returns a "no answer" response for
 * queries from those locations"), .CidrRoutingConfig.
 */
export function chooseSets(sets: readonly ResourceRecordSet[]): readonly ResourceRecordSet[] {
  const [first] = sets;
  if (first === undefined) return [];
  switch (policiesOf(first)[0]) {
    case undefined:
      return [first];
    case 'multivalue answer':
      return sets.slice(0, mostMultivalueSets);
    case 'geolocation':
    case 'CIDR':
      return sets.filter(isDefault).slice(0, 1);
    default:
      return [sets.reduce((best, set) => (preference(set) > preference(best) ? set : best))];
  }
}

const isDefault = ({ GeoLocation, CidrRoutingConfig }: ResourceRecordSet): boolean =>
  GeoLocation?.CountryCode === '*' || CidrRoutingConfig?.LocationName === '*';

const preference = ({ Weight, Failover, GeoProximityLocation }: ResourceRecordSet): number =>
  Weight ?? GeoProximityLocation?.Bias ?? (Failover === 'PRIMARY' ? 1 : 0);
