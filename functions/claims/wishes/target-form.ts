import { isIPv4 } from '#shared/domain/address.ts';
import type { AliasTarget } from '#shared/domain/record.ts';
import type { Target } from '#shared/domain/site.ts';
import { type AliasWish, sameZone } from './annotations/alias.ts';
import { written } from './annotations/annotation.ts';
import type { Routed } from './annotations/routing.ts';
import { isWithin, type Place } from './place.ts';
import type { RecordForm } from './record-form.ts';
import type { FoundTarget } from './target.ts';

interface Asked {
  readonly host: string;
  readonly place: Place;
  readonly form: RecordForm;
}

/** How a target is written at its place: what the object, the zone and Route 53 make of it. */
export function fitted(target: Target, asked: Asked): FoundTarget {
  const found = inForm(target, asked);
  if (!('target' in found) || found.target === undefined) return found;
  const problem = apexProblem(found.target, asked) ?? routingProblem(found.target, asked.form);
  return problem === undefined ? found : { problem };
}

function inForm(target: Target, asked: Asked): FoundTarget {
  switch (target.kind) {
    case 'addresses':
      return ofAddresses(target, asked.form.alias);
    case 'name':
      return ofName(target, asked);
    case 'alias':
      return ofAlias(target, asked);
  }
}

/** Route 53 Developer Guide, "Quotas": values of one record set. */
const mostValues = 400;

function ofAddresses(target: Extract<Target, { readonly kind: 'addresses' }>, { form, says }: AliasWish): FoundTarget {
  if (form === 'always' && says.form !== undefined) {
    return { problem: `${written(says.form)}, but the target is addresses; remove it, or name a load balancer` };
  }
  const count = target.addresses.filter(isIPv4).length;
  const most = Math.max(count, target.addresses.length - count);
  if (most <= mostValues) return { target };
  return {
    problem: `the target has ${most} addresses of one kind, more than the ${mostValues} of a record set; leave some out`,
  };
}

/** A name to which AWS gives no zone: a CNAME, unless its zone is said, or is the record's own. */
function ofName(
  target: Extract<Target, { readonly kind: 'name' }>,
  { host, place, form: { alias } }: Asked,
): FoundTarget {
  const { form, says, zone, evaluateTargetHealth } = alias;
  if (form !== 'always' || says.form === undefined) return { target };
  const { name } = target;
  const aliasTo = (hostedZoneId: string): FoundTarget => ({
    target: { kind: 'alias', alias: { dnsName: name, hostedZoneId, evaluateTargetHealth }, dualStack: false },
  });
  if (zone !== undefined && zone !== sameZone) return aliasTo(zone);
  if (isWithin(name, place.zone.name) && name !== host) return aliasTo(place.zone.id);
  const why = `but ${name} is no load balancer, distribution or accelerator of AWS, and no other name in zone ${place.zone.name}`;
  return { problem: `${written(says.form)}, ${why}; name the id of its zone in aws-target-hosted-zone, or remove it` };
}

function ofAlias(
  target: Extract<Target, { readonly kind: 'alias' }>,
  { place, form: { alias: wish } }: Asked,
): FoundTarget {
  const { dnsName } = target.alias;
  // Route 53 Developer Guide, "Values for alias records": none to CloudFront in private zones.
  const isNone = place.view === 'private' && dnsName.endsWith('.cloudfront.net');
  if (wish.form === 'never' || isNone) return { target: { kind: 'name', name: dnsName } };
  if (wish.zone === sameZone && wish.says.zone !== undefined) {
    const why = `but ${dnsName} does not lie in zone ${place.zone.name}`;
    return { problem: `${written(wish.says.zone)}, ${why}; write the id of its zone, or remove it` };
  }
  const alias: AliasTarget = {
    ...target.alias,
    ...(wish.zone === undefined ? {} : { hostedZoneId: wish.zone }),
    evaluateTargetHealth: target.alias.evaluateTargetHealth && wish.evaluateTargetHealth,
  };
  return { target: { kind: 'alias', alias, dualStack: target.dualStack && !wish.onlyIPv4 } };
}

/** RFC 1034 section 3.6.2: a CNAME stands alone, and the apex has SOA and NS. */
function apexProblem(target: Target, { host, place: { zone } }: Asked): string | undefined {
  if (target.kind !== 'name' || host !== zone.name) return undefined;
  return `${host} is the apex of its zone, where no CNAME may stand; give addresses, or a load balancer's own name, in firstlight.dev/target`;
}

/** Route 53 API reference, ResourceRecordSet.MultiValueAnswer and .Failover: what a policy does not go with. */
function routingProblem(target: Target, { routed, alias }: { routed: Routed; alias: AliasWish }): string | undefined {
  if (routed.routing?.kind === 'multivalue' && target.kind !== 'addresses') {
    const what = target.kind === 'alias' ? `an alias to ${target.alias.dnsName}` : `a CNAME to ${target.name}`;
    return `aws-multi-value-answer goes with addresses, not with ${what}; give addresses in firstlight.dev/target, or use another policy`;
  }
  if (routed.routing?.kind !== 'failover' || target.kind !== 'alias' || target.alias.evaluateTargetHealth)
    return undefined;
  const { health } = alias.says;
  if (health?.value === 'false') {
    return `${written(health)}, but an alias with aws-failover must look at its target; write "true", or remove it`;
  }
  return `aws-failover needs an alias that looks at its target's health, which Route 53 cannot for ${target.alias.dnsName}; use another policy`;
}
