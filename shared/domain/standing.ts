import type { Configuration } from './configuration.ts';
import { type Hold, holdOver } from './hold.ts';
import { matchesNamespace } from './namespace-pattern.ts';
import type { Policy } from './policy.ts';
import { policyOf } from './policy-of.ts';
import type { Scope } from './scope.ts';

/** A site as far as it matters to whether it may go. */
export interface Leaver {
  readonly host: string;
  readonly cluster: string;
  /** Of its holder. */
  readonly namespace: string;
  readonly wish: { readonly edge: string; readonly zone: string };
  /** The last known policy of the edge. */
  readonly edgePolicy?: Policy;
  readonly release?: { readonly id: string };
}

/** What a person lets go, by the ids of releases. */
export interface Approval {
  readonly untilMs: number;
  readonly by: string;
  readonly releases: readonly string[];
}

/** What decides about all releases of one moment. */
export interface Surroundings {
  readonly nowMs: number;
  readonly configuration: Configuration;
  readonly holds: readonly Hold[];
  /** By release id: who approved it, of the approvals in force (see `approvedBy`). */
  readonly approved: ReadonlyMap<string, string>;
}

/**
 * Whether the guard counts a site: those that cannot go (held, forbidden by policy) and those that may go in any number
 * (ephemeral, approved) count in none of its sets.
 */
export type Standing =
  | { readonly kind: 'counted' }
  | { readonly kind: 'held'; readonly scope: Scope; readonly untilMs?: number }
  /** `noZone`: it lies in a zone that is not in the configuration any more, so that all of it stands still. */
  | { readonly kind: 'forbidden'; readonly policy: Policy; readonly noZone?: true }
  | { readonly kind: 'ephemeral' }
  | { readonly kind: 'approved'; readonly by: string };

export function standingOf(site: Leaver, around: Surroundings): Standing {
  const { configuration, approved } = around;
  const hold = holdOver(site, around.holds, around);
  if (hold !== undefined) {
    return { kind: 'held', scope: hold.scope, ...(hold.untilMs === undefined ? {} : { untilMs: hold.untilMs }) };
  }
  const zone = configuration.zones.find(({ id }) => id === site.wish.zone);
  const { host, wish, edgePolicy } = site;
  const policy = policyOf(configuration, zone, { host, edge: wish.edge, leaving: true, edgePolicy });
  if (policy !== 'sync') return { kind: 'forbidden', policy, ...(zone === undefined ? { noZone: true } : {}) };
  const cluster = configuration.clusters.find(({ name }) => name === site.cluster);
  if (cluster?.ephemeral.some((pattern) => matchesNamespace(pattern, site.namespace))) return { kind: 'ephemeral' };
  const by = site.release === undefined ? undefined : approved.get(site.release.id);
  return by === undefined ? { kind: 'counted' } : { kind: 'approved', by };
}

/** Release ids and who approved them; an approval that has run out says nothing. */
export const approvedBy = (approvals: readonly Approval[], nowMs: number): ReadonlyMap<string, string> =>
  new Map(
    approvals
      .filter(({ untilMs }) => untilMs > nowMs)
      .flatMap(({ by, releases }) => releases.map((id): [string, string] => [id, by])),
  );

/** How a planned release is shown; `scope` is what stops it. */
export interface ReleaseStanding {
  readonly state: 'waiting' | 'blocked' | 'held' | 'kept';
  readonly scope?: Scope;
}

/**
 * How a planned release stands, for people. `tripped`: the scopes with a GuardTripped notice (`cluster:NAME`,
 * `edge:NAME`). While observing it waits; where else deletion is forbidden it ends as kept.
 */
export function releaseStanding(
  site: Leaver & { readonly release: { readonly id: string; readonly dueMs: number } },
  around: Surroundings & { readonly tripped: ReadonlySet<Scope> },
): ReleaseStanding {
  const standing = standingOf(site, around);
  if (standing.kind === 'held') return { state: 'held', scope: standing.scope };
  if (standing.kind === 'forbidden') return { state: standing.policy === 'observe' ? 'waiting' : 'kept' };
  if (standing.kind !== 'counted' || site.release.dueMs > around.nowMs) return { state: 'waiting' };
  const scope = guardScopes(site).find((one) => around.tripped.has(one));
  return scope === undefined ? { state: 'waiting' } : { state: 'blocked', scope };
}

/** The scopes whose guards must both let a site go. */
export const guardScopes = (site: Pick<Leaver, 'cluster' | 'wish'>): readonly Scope[] => [
  `cluster:${site.cluster}`,
  ...(site.wish.edge === '' ? [] : [`edge:${site.wish.edge}` as const]),
];
