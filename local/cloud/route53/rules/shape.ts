import type { RequestedChange } from '../record-set.ts';
import { invalidInput, noSuchHealthCheck, type Refusal } from '../refusal.ts';
import { routingFault } from './routing-form.ts';

const longestTtlSeconds = 2_147_483_647;

/**
 * What is wrong with a change whatever the zone holds. These end the request at the first one found: with InvalidInput, or with
 * NoSuchHealthCheck where what is written names a health check that does not exist.
 * A DELETE may name one: a record set outlives its health check (API reference, DeleteHealthCheck; presslabs/zinc#236).
 */
export function shapeOf(change: RequestedChange, healthChecks: ReadonlySet<string>): Refusal | undefined {
  const problem = aliasOrRecords(change) ?? inChange(change, routingFault(change.set)) ?? ttlInRange(change);
  if (problem !== undefined) return invalidInput(problem);
  const check = change.action === 'DELETE' ? undefined : change.set.HealthCheckId;
  return check === undefined || healthChecks.has(check) ? undefined : noSuchHealthCheck(check);
}

const inChange = (change: RequestedChange, fault: string | undefined): string | undefined =>
  fault === undefined ? undefined : `Invalid request: ${fault} in ${titleOf(change)}`;

/**
 * Either an alias target, or a TTL and at least one value; never both, never neither. So an alias has no TTL and everything else
 * has one. Source: API reference, ResourceRecordSet; the words from ansible-collections/community.aws#434 and
 * ministryofjustice/modernisation-platform#10072. Traffic policy instances are not modelled: refused.
 */
function aliasOrRecords(change: RequestedChange): string | undefined {
  const { AliasTarget, TTL, ResourceRecords, TrafficPolicyInstanceId } = change.set;
  const hasRecords = TTL !== undefined && ResourceRecords !== undefined && ResourceRecords.length > 0;
  const hasSome = TTL !== undefined || ResourceRecords !== undefined;
  if (TrafficPolicyInstanceId === undefined && (AliasTarget === undefined ? hasRecords : !hasSome)) return undefined;
  const found = AliasTarget !== undefined ? 'more than one' : 'none';
  const one = 'Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]';
  return `Invalid request: ${one}, but found ${found} in ${titleOf(change)}`;
}

/** Source: API reference, ResourceRecordSet.TTL: 0 to 2147483647. The wording is ours. */
function ttlInRange(change: RequestedChange): string | undefined {
  const { TTL = 0 } = change.set;
  return TTL < 0 || TTL > longestTtlSeconds ? `Invalid TTL ${TTL} in ${titleOf(change)}` : undefined;
}

/** As Route 53's messages name a change (ansible-collections/community.aws#434). */
const titleOf = ({ action, set }: RequestedChange): string =>
  `Change with [Action=${action}, Name=${set.Name}, Type=${set.Type}, SetIdentifier=${set.SetIdentifier ?? 'null'}]`;
