import type { CheckedConfiguration, CheckedEdge } from '#shared/domain/configuration.ts';
import { accountOfZone } from '#shared/domain/zone-account.ts';

/** Where CloudFormation makes something. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Where the load balancer and the certificates of an edge are. */
export const placeOf = ({ roleArn, region }: Pick<CheckedEdge, 'roleArn' | 'region'>, hub: Place): Place => ({
  account: accountOfZone(roleArn === undefined ? {} : { roleArn }, { hub }),
  region: region ?? hub.region,
});

export const isHub = (place: Place, hub: Place): boolean =>
  place.account === hub.account && place.region === hub.region;

/** The accounts and regions beside the hub in which edges have certificates, sorted. */
export function placesElsewhere({ edges, hub }: Pick<CheckedConfiguration, 'edges' | 'hub'>): readonly Place[] {
  const places = edges
    .filter(({ certificates }) => certificates.mode !== 'off')
    .map((edge) => placeOf(edge, hub))
    .filter((place) => !isHub(place, hub));
  const byText = new Map(places.map((place) => [`${place.account} ${place.region}`, place]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}
