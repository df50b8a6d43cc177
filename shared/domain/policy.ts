/** The policies, most cautious first: `observe` < `create-only` < `upsert-only` < `sync`. */
export const POLICIES = ['observe', 'create-only', 'upsert-only', 'sync'] as const;

/**
 * What Firstlight may do to the outside world.
 *
 * - `observe`: everything is planned, nothing is written.
 * - `create-only`: new records and certificates are created, nothing is changed or deleted.
 * - `upsert-only`: created and changed, never deleted.
 * - `sync`: created, changed and deleted.
 */
export type Policy = (typeof POLICIES)[number];

/** The most cautious of the given policies: installation, zone, edge and host each have a say. */
export function mostCautious(...policies: readonly [Policy, ...Policy[]]): Policy {
  return policies.reduce((left, right) => (rank(right) < rank(left) ? right : left));
}

function rank(policy: Policy): number {
  return POLICIES.indexOf(policy);
}
