/** The closed list of reasons that conditions, refusals and skips may carry. Add here first; docs/reasons.md explains each. */
export const reasons = [
  // of a site that is well, or on its way
  'Ready',
  'Accepted',
  'InSync',
  'ChangePending',
  'Waiting',
  'NoAddress',
  'ZoneNotRead',
  'Observing',
  'Releasing',
  'Held',
  // refused: could be served, but may not
  'HostTaken',
  'HostReserved',
  'HostNotAllowed',
  'NoZone',
  'TooManyClaims',
  'QuotaReached',
  // skipped: can never be served as written
  'InvalidHost',
  'InvalidAnnotation',
  'InvalidObject',
  'InvalidTarget',
  'NoHost',
  'UnknownClass',
  'UnknownEdge',
  'OtherController',
  'RetiredApiVersion',
  'UnsupportedKind',
  'TooLarge',
  'TooManyHosts',
  'DuplicateObject',
  'Unparsable',
  // dns
  'NameTaken',
  'OwnershipLost',
  'PolicyConflict',
  'PolicyForbids',
  'Refused',
  'Throttled',
  'Retrying',
  'ZoneGone',
  'AccessDenied',
  'InternalError',
] as const;

export type Reason = (typeof reasons)[number];
