import { elbZones } from '#shared/domain/elb-zones.ts';
import { policiesOf, type RequestedChange } from '../record-set.ts';
import { invalidInput, noSuchHealthCheck, type Refusal } from '../refusal.ts';

const longestTtlSeconds = 2_147_483_647;

/** What is wrong with a change whatever the zone holds. These end the request with InvalidInput at the first one found. */
export function shapeOf(change: RequestedChange, healthChecks: ReadonlySet<string>): Refusal | undefined {
  const problem = aliasOrRecords(change) ?? identified(change) ?? onePolicy(change) ?? inRange(change);
  if (problem !== undefined) return invalidInput(problem);
  const check = change.set.HealthCheckId;
  return check === undefined || healthChecks.has(check) ? undefined : noSuchHealthCheck(check);
}

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

/** A routing policy needs a set identifier. Source: API reference; the words from ansible-collections/community.aws#615. */
function identified(change: RequestedChange): string | undefined {
  if (policiesOf(change.set).length === 0 || change.set.SetIdentifier !== undefined) return undefined;
  return `Invalid request: Missing field 'SetIdentifier' in ${titleOf(change)}`;
}

/**
 * A set identifier needs exactly one routing policy.
 * Source: API reference; the words from hashicorp/terraform-provider-aws#1668.
 */
function onePolicy(change: RequestedChange): string | undefined {
  const found = policiesOf(change.set).length;
  if (found === 1 || (found === 0 && change.set.SetIdentifier === undefined)) return undefined;
  const one = 'Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer]';
  return `Invalid request: ${one}, but found ${found === 0 ? 'none' : 'more than one'} in ${titleOf(change)}`;
}

/**
 * TTL 0 to 2147483647, weight 0 to 255, a region that exists, a multivalue answer that is true and no alias.
 * Source: API reference, ResourceRecordSet. The wording is ours.
 */
function inRange(change: RequestedChange): string | undefined {
  const { TTL = 0, Weight = 0, Region, MultiValueAnswer, AliasTarget } = change.set;
  const where = titleOf(change);
  if (TTL < 0 || TTL > longestTtlSeconds) return `Invalid TTL ${TTL} in ${where}`;
  if (Weight < 0 || Weight > 255) return `Invalid Weight ${Weight} in ${where}`;
  if (Region !== undefined && !Object.hasOwn(elbZones, Region)) return `Invalid Region ${Region} in ${where}`;
  if (MultiValueAnswer === false) return `MultiValueAnswer must be true in ${where}`;
  if (MultiValueAnswer === true && AliasTarget !== undefined) return `MultiValueAnswer with an alias in ${where}`;
  return undefined;
}

const titleOf = ({ action, set }: RequestedChange): string =>
  `Change with [Action=${action}, Name=${set.Name}, Type=${set.Type}, SetIdentifier=${set.SetIdentifier ?? 'null'}]`;
