import type { HostPolicy, HostRule } from '#shared/domain/configuration.ts';
import { mostSpecificPattern, patternsBeneath } from '#shared/domain/host-pattern.ts';
import { matchesNamespace } from '#shared/domain/namespace-pattern.ts';
import type { Reason } from '#shared/domain/reasons.ts';

/** A cluster's namespace: who a host belongs to. */
export interface Claimant {
  readonly cluster: string;
  readonly namespace: string;
}

/** Whether a rule reserves the host: all that pass its rules share it, and it belongs to no single namespace. */
export const isReserved = (host: string, policy: HostPolicy): boolean =>
  mostSpecificPattern(allPatterns(policy), host) !== undefined;

/** Why the claimant may not have the host, or undefined when it may. The most specific pattern decides. */
export function hostRefusal(
  host: string,
  claimant: Claimant,
  policy: HostPolicy,
): { readonly reason: Reason; readonly message: string } | undefined {
  const patterns = allPatterns(policy);
  const pattern = mostSpecificPattern(patterns, host);
  if (pattern === undefined && policy.default === 'refuse') {
    const message = `no rule of the configuration gives it to namespace ${claimant.namespace}; ask for one under hosts.rules`;
    return { reason: 'HostNotAllowed', message };
  }
  if (pattern !== undefined && !shares(pattern, claimant, policy.rules)) return reserved(pattern, claimant);
  if (!host.startsWith('*.')) return undefined;
  const foreign = patternsBeneath(host, patterns).find((beneath) => !shares(beneath, claimant, policy.rules));
  return foreign === undefined ? undefined : reserved(foreign, claimant);
}

function reserved(pattern: string, claimant: Claimant) {
  const message = `${pattern} is reserved for others than namespace ${claimant.namespace} of cluster ${claimant.cluster}; use another host or ask for a rule`;
  return { reason: 'HostReserved' as const, message };
}

/** Rules of the same pattern add up. */
const shares = (pattern: string, claimant: Claimant, rules: readonly HostRule[]): boolean =>
  rules.some(
    (rule) =>
      rule.hosts.includes(pattern) &&
      (rule.cluster === undefined || rule.cluster === claimant.cluster) &&
      rule.namespaces.some((namespace) => matchesNamespace(namespace, claimant.namespace)),
  );

const allPatterns = (policy: HostPolicy): readonly string[] => policy.rules.flatMap((rule) => rule.hosts);
