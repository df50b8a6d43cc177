/** Record types that Firstlight writes or plans around. */
export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'TXT';

export interface AliasTarget {
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly evaluateTargetHealth: boolean;
}

/** One resource record set: names without the final dot and with a literal `*`, values exactly as Route 53's ResourceRecord.Value. */
export interface RecordSet {
  readonly name: string;
  readonly type: RecordType;
  readonly setIdentifier?: string;
  readonly ttl?: number;
  readonly values?: readonly string[];
  readonly alias?: AliasTarget;
}

/** A record set as it stands in a zone: any type, with what marks it as routed. */
export interface ObservedRecordSet extends Omit<RecordSet, 'type'> {
  readonly type: string;
  /** True when the set carries weight, region, failover, geolocation or another routing policy. */
  readonly routed?: boolean;
}
