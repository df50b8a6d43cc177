import { mostSpecificPattern, patternsBeneath } from '#shared/domain/host-pattern.ts';
import type { HostPolicy, HostRule } from '#shared/domain/host-policy.ts';
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
  if (pattern !== undefined && !shares(pattern, claimant, policy.rules)) {
    return reserved(`${pattern} is`, ownersOf(pattern, claimant, policy.rules));
  }
  if (!host.startsWith('*.')) return undefined;
  const foreign = patternsBeneath(host, patterns).find((beneath) => !shares(beneath, claimant, policy.rules));
  if (foreign === undefined) return undefined;
  return reserved(`${host} would also answer for ${foreign}, which is`, ownersOf(foreign, claimant, policy.rules));
}

interface Owners {
  /** `namespace payments (hosts.rules[1])` */
  readonly text: string;
  readonly remedy: string;
}

const reserved = (what: string, { text, remedy }: Owners) => ({
  reason: 'HostReserved' as const,
  message: `${what} reserved for ${text}; use another host, or ${remedy}`,
});

/** Whom the rules of a pattern name, and how the claimant would become one of them. */
function ownersOf(pattern: string, { cluster, namespace }: Claimant, rules: readonly HostRule[]): Owners {
  const own = rules.flatMap((rule, index) => (rule.hosts.includes(pattern) ? [{ rule, index }] : []));
  const texts = own.map(({ rule, index }) => {
    const names = rule.namespaces.slice(0, shownNamespaces).join(', ');
    const more = rule.namespaces.length > shownNamespaces ? ', …' : '';
    const where = rule.cluster === undefined ? '' : ` of cluster ${rule.cluster}`;
    return `namespace ${names}${more}${where} (hosts.rules[${index}])`;
  });
  const open = own.find(({ rule }) => rule.cluster === undefined || rule.cluster === cluster);
  const at = own.length === 1 ? 'that rule' : `hosts.rules[${open?.index}]`;
  const remedy =
    open === undefined ? `ask for a rule for ${namespace} of cluster ${cluster}` : `have ${namespace} added to ${at}`;
  return { text: texts.join(' and '), remedy };
}

const shownNamespaces = 4;

/** Rules of the same pattern add up. */
const shares = (pattern: string, claimant: Claimant, rules: readonly HostRule[]): boolean =>
  rules.some(
    (rule) =>
      rule.hosts.includes(pattern) &&
      (rule.cluster === undefined || rule.cluster === claimant.cluster) &&
      rule.namespaces.some((namespace) => matchesNamespace(namespace, claimant.namespace)),
  );

const allPatterns = (policy: HostPolicy): readonly string[] => policy.rules.flatMap((rule) => rule.hosts);
