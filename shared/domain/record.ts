/** Record types that Firstlight writes or plans around. */
export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'TXT';

export interface AliasTarget {
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly evaluateTargetHealth: boolean;
}

/**
 * How Route 53 chooses among the record sets of one name and type that have a set identifier (API reference,
 * ResourceRecordSet). CIDR routing is not among them: such a set is only `routed`.
 */
export type RoutingPolicy =
  | { readonly kind: 'weighted'; readonly weight: number }
  | { readonly kind: 'latency'; readonly region: string }
  | { readonly kind: 'failover'; readonly role: 'PRIMARY' | 'SECONDARY' }
  | { readonly kind: 'geolocation'; readonly location: GeoLocation }
  | { readonly kind: 'geoproximity'; readonly place: GeoProximityPlace; readonly bias: number }
  | { readonly kind: 'multivalue' };

/** A continent, or a country (`*` is the default location), or a country's subdivision; codes in upper case. */
export interface GeoLocation {
  readonly continentCode?: string;
  readonly countryCode?: string;
  readonly subdivisionCode?: string;
}

/** Exactly one of an AWS region, a Local Zone group, or coordinates in degrees as decimal text. */
export type GeoProximityPlace =
  | { readonly region: string }
  | { readonly localZoneGroup: string }
  | { readonly latitude: string; readonly longitude: string };

/** One resource record set: names without the final dot and with a literal `*`, values exactly as Route 53's ResourceRecord.Value. */
export interface RecordSet {
  readonly name: string;
  readonly type: RecordType;
  readonly setIdentifier?: string;
  readonly ttl?: number;
  readonly values?: readonly string[];
  readonly alias?: AliasTarget;
  /** Only beside a set identifier. */
  readonly routing?: RoutingPolicy;
  readonly healthCheckId?: string;
}

/** A record set as it stands in a zone: any type, any policy. */
export interface ObservedRecordSet extends Omit<RecordSet, 'type'> {
  readonly type: string;
  /** True for a routed set whose policy has no words here (CIDR, a traffic policy): it can only be left alone. */
  readonly routed?: boolean;
}
