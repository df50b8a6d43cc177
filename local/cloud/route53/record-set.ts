import * as z from 'zod';

/** Types of the API reference, ResourceRecordSet.Type. */
export const recordTypes = [
  'SOA',
  'A',
  'TXT',
  'NS',
  'CNAME',
  'MX',
  'NAPTR',
  'PTR',
  'SRV',
  'SPF',
  'AAAA',
  'CAA',
  'DS',
  'TLSA',
  'SSHFP',
  'SVCB',
  'HTTPS',
] as const;

// On the wire everything is text; in seed files and snapshots numbers are numbers.
const integer = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,18}$/)
    .transform(Number),
]);
const boolean = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const value = z.strictObject({ Value: z.string().max(4000) });

/** On the wire the list stands in an element of its own, which is empty text when it has no items. */
function unwrapList(list: unknown): unknown {
  if (list === '') return [];
  return typeof list === 'object' && list !== null && 'ResourceRecord' in list ? list.ResourceRecord : list;
}

const AliasTarget = z.strictObject({
  HostedZoneId: z.string().min(1).max(32),
  DNSName: z.string().max(1024),
  EvaluateTargetHealth: boolean,
});

const routing = {
  Weight: integer.optional(),
  Region: z.string().min(1).max(64).optional(),
  GeoLocation: z
    .strictObject({
      ContinentCode: z.string().length(2).optional(),
      CountryCode: z.string().min(1).max(2).optional(),
      SubdivisionCode: z.string().min(1).max(3).optional(),
    })
    .optional(),
  Failover: z.enum(['PRIMARY', 'SECONDARY']).optional(),
  MultiValueAnswer: boolean.optional(),
  CidrRoutingConfig: z.strictObject({ CollectionId: z.string(), LocationName: z.string().min(1).max(16) }).optional(),
  GeoProximityLocation: z
    .strictObject({
      AWSRegion: z.string().optional(),
      LocalZoneGroup: z.string().optional(),
      Coordinates: z.strictObject({ Latitude: z.string(), Longitude: z.string() }).optional(),
      Bias: integer.optional(),
    })
    .optional(),
};

/**
 * A resource record set in the shape and with the field names of the API (and of the SDK), read from the wire, a seed file
 * or a snapshot. Lengths are those of the API reference; meaning is judged by the rules.
 */
export const ResourceRecordSet = z.strictObject({
  Name: z.string().max(1024),
  Type: z.enum(recordTypes),
  SetIdentifier: z.string().min(1).max(128).optional(),
  ...routing,
  TTL: integer.optional(),
  ResourceRecords: z.preprocess(unwrapList, z.array(value)).optional(),
  AliasTarget: AliasTarget.optional(),
  HealthCheckId: z.string().max(64).optional(),
  TrafficPolicyInstanceId: z.string().max(36).optional(),
});
export type ResourceRecordSet = Readonly<z.output<typeof ResourceRecordSet>>;

export type ChangeAction = 'CREATE' | 'DELETE' | 'UPSERT';

/** One change as the request says it, before any rule has looked at it. */
export interface RequestedChange {
  readonly action: ChangeAction;
  readonly set: ResourceRecordSet;
}

/** The fields of which a routed record set has exactly one, with the word Route 53's messages use for each. */
const policies = {
  Weight: 'weighted',
  Region: 'latency',
  Failover: 'failover',
  GeoLocation: 'geolocation',
  MultiValueAnswer: 'multivalue answer',
  CidrRoutingConfig: 'CIDR',
  GeoProximityLocation: 'geoproximity',
} as const satisfies Record<keyof typeof routing, string>;
export type RoutingPolicy = (typeof policies)[keyof typeof policies];

/** The policies a record set names; a legal one names none (simple) or one. */
export const policiesOf = (set: ResourceRecordSet): readonly RoutingPolicy[] =>
  Object.entries(policies)
    .filter(([field]) => Object.entries(set).some(([name, given]) => name === field && given !== undefined))
    .map(([, policy]) => policy);

export const valuesOf = (set: ResourceRecordSet): readonly string[] =>
  (set.ResourceRecords ?? []).map((record) => record.Value);

/** The order of record sets of one name: by type, then by set identifier. */
export function compareSets(a: ResourceRecordSet, b: ResourceRecordSet): number {
  const [left, right] = [rank(a), rank(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
const rank = (set: ResourceRecordSet): string => `${set.Type}\0${set.SetIdentifier ?? ''}`;
