import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { RoutingPolicy } from '#shared/domain/record.ts';
import { type Annotation, annotationOf, type Problem, written } from './annotation.ts';
import { geolocation, geoproximity } from './geography.ts';
import { failover, latency, multivalue, type Policy, weighted } from './policies.ts';

/** Which of several record sets of a name an object's is, and when Route 53 chooses it. */
export interface Routed {
  /** Empty for a name's only record set. */
  readonly setIdentifier: string;
  readonly routing?: RoutingPolicy;
  readonly healthCheckId?: string;
}

const readers = [weighted, latency, failover, geolocation, geoproximity, multivalue] as const;

/**
 * What an object says of routing, or what is wrong with it. An identifier and exactly one policy belong together
 * (Route 53 API reference, ResourceRecordSet.SetIdentifier); a health check may stand without both.
 */
export function routingOf(object: ObjectMeta): Routed | Problem {
  const found = readers.flatMap((read) => read(object) ?? []);
  const wrong = found.find((one): one is Problem => 'problem' in one);
  if (wrong !== undefined) return wrong;
  const policies = found.filter((one): one is Policy => 'policy' in one);
  const [policy, second] = policies;
  if (policy !== undefined && second !== undefined) {
    return { problem: `annotations ${policy.name} and ${second.name} ask for two routing policies; keep one` };
  }
  const identifier = annotationOf(object, 'set-identifier');
  const health = healthCheckOf(object);
  const problem = identifierProblem(identifier, policy) ?? health.problem ?? uncheckedPrimary(policy, health.id);
  if (problem !== undefined) return { problem };
  return {
    setIdentifier: identifier?.value ?? '',
    ...(policy === undefined ? {} : { routing: policy.policy }),
    ...(health.id === undefined ? {} : { healthCheckId: health.id }),
  };
}

/** Route 53 API reference, ResourceRecordSet.SetIdentifier. */
const longestIdentifier = 128;
/** What can be shown and compared without doubt; Route 53 documents no set of characters. */
const identifierForm = /^[!-~]([ -~]*[!-~])?$/;

function identifierProblem(identifier: Annotation | undefined, policy: Policy | undefined): string | undefined {
  if (identifier === undefined || identifier.value === '') {
    if (policy === undefined) return undefined;
    return `annotation ${policy.name} asks for a routing policy, which needs a set identifier; add set-identifier with a name for this one of the record sets`;
  }
  const { name, value } = identifier;
  if (value.length > longestIdentifier) {
    return `annotation ${name} has ${value.length} characters, more than the ${longestIdentifier} of a set identifier; shorten it`;
  }
  if (!identifierForm.test(value))
    return `${written(identifier)}; write visible ASCII characters, without blanks around`;
  if (policy !== undefined) return undefined;
  return `${written(identifier)}, but no routing policy goes with it; add one, such as aws-weight, or remove it`;
}

const healthCheckForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function healthCheckOf(object: ObjectMeta): { readonly id?: string; readonly problem?: string } {
  const annotation = annotationOf(object, 'aws-health-check-id');
  if (annotation === undefined) return {};
  const id = annotation.value.trim().toLowerCase();
  if (healthCheckForm.test(id)) return { id };
  return {
    problem: `${written(annotation)}, no id of a health check; write it as in 01234567-89ab-cdef-0123-456789abcdef`,
  };
}

/**
 * "A non-alias primary ResourceRecordSet must have an associated health check": also the ownership TXT beside an alias, which
 * is routed like it (kubernetes-sigs/external-dns#2362 and #1420).
 */
function uncheckedPrimary(policy: Policy | undefined, healthCheckId: string | undefined): string | undefined {
  if (policy?.policy.kind !== 'failover' || policy.policy.role !== 'PRIMARY' || healthCheckId !== undefined)
    return undefined;
  return `annotation ${policy.name} asks for the primary record set, which Route 53 takes only with a health check; add aws-health-check-id`;
}
