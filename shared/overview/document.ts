import type { Condition } from '#shared/domain/condition.ts';
import type { View } from '#shared/domain/configuration.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { AliasTarget, RoutingPolicy } from '#shared/domain/record.ts';
import type { CertificateEntry, MonitorEntry, UnclaimedMonitor } from './kept-for-sites.ts';

/** How everything stands, as programs read it; names without the final dot, `*` literal, zones by name. */
export interface Overview {
  readonly sites: readonly SiteEntry[];
  readonly refused: readonly RefusedEntry[];
  readonly skipped: readonly SkippedEntry[];
  readonly releases: readonly ReleaseEntry[];
  readonly certificates: readonly CertificateEntry[];
  /** How sites are watched from outside; those whose object, edge or namespace asks for it. */
  readonly monitors: readonly MonitorEntry[];
  /** In force, the oldest first. */
  readonly holds: readonly HoldEntry[];
  /** What a person should know and may have to act on, the oldest first. */
  readonly notices: readonly NoticeEntry[];
  /** What stands with our mark though nothing claims it; absent when there is nothing. */
  readonly orphans?: readonly OrphanEntry[];
  /** Monitors with our tags that no name of ours has; absent when there is none. */
  readonly unclaimedMonitors?: readonly UnclaimedMonitor[];
  /** Clusters that left the configuration while names of theirs stand; absent when there is none. */
  readonly absent?: readonly AbsentCluster[];
}

export interface AbsentCluster {
  readonly cluster: string;
  /** How many of its names stand still. */
  readonly names: number;
}

export interface SiteEntry {
  readonly host: string;
  readonly view: View;
  /** Empty when there is none. */
  readonly setIdentifier: string;
  /** The holder, as `Ingress/namespace/name`. */
  readonly source: string;
  readonly cluster: string;
  readonly edge: string;
  readonly ready: boolean;
  readonly conditions: readonly ConditionEntry[];
  /** What stands in the zone; while observing what would be written. */
  readonly records: readonly RecordEntry[];
  /** What would be done about its certificate if neither a policy nor a hold forbade it; absent: nothing. */
  readonly planned?: readonly string[];
}

export type ConditionEntry = Omit<Condition, 'since'>;

export interface RecordEntry {
  readonly zone: string;
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  /** As Route 53's ResourceRecord.Value: TXT with its quotes. */
  readonly values?: readonly string[];
  readonly alias?: AliasTarget;
  readonly setIdentifier?: string;
  readonly routing?: RoutingPolicy;
  readonly healthCheckId?: string;
  /** Marks the TXT that says whose the record is. */
  readonly ownership?: true;
}

/** A claim that could be served, but may not. */
export interface RefusedEntry {
  readonly host: string;
  readonly source: string;
  readonly reason: Reason;
  readonly message: string;
}

/** Something that can never be served as written; a document that does not parse has the source `File/<path>#<n>`. */
export interface SkippedEntry {
  readonly source: string;
  readonly host?: string;
  readonly reason: Reason;
  readonly message: string;
}

export type ReleaseState = 'waiting' | 'blocked' | 'held' | 'kept' | 'executed';

export interface ReleaseEntry {
  readonly host: string;
  readonly view: View;
  readonly setIdentifier: string;
  /** ISO 8601 UTC: when it is due, or was executed. */
  readonly due: string;
  readonly state: ReleaseState;
  /** What stops it: `all`, `cluster:NAME`, `edge:NAME`, `zone:NAME` or a host. */
  readonly scope?: string;
  /** What one that is due waits for: what its cluster has not said yet. */
  readonly waitsFor?: string;
}

export interface OrphanEntry {
  readonly host: string;
  readonly view: View;
  readonly setIdentifier: string;
  readonly zone: string;
  /** As its mark has them. */
  readonly ownerId: string;
  readonly resource: string;
  /** As people read them. */
  readonly records: readonly string[];
}

/** A person's stop. */
export interface HoldEntry {
  readonly scope: string;
  readonly by: string;
  readonly why?: string;
  /** ISO 8601 UTC. */
  readonly since: string;
  /** ISO 8601 UTC; absent: until it is resumed. */
  readonly until?: string;
}

export interface NoticeEntry {
  readonly kind: 'GuardTripped';
  readonly scope: string;
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly message: string;
  /** The names that would go. */
  readonly hosts: readonly string[];
  /** What to type when that is meant; refused when other releases are pending by then. */
  readonly approve: string;
}

/** True when a site counts as accepted: its claim is held, its address known and no release is pending. */
export const isAccepted = (site: SiteEntry): boolean => conditionOf(site, 'Accepted')?.status === 'True';

/** While observing nothing is written, so a planned site is as far as it will get. */
export const isSettled = (site: SiteEntry): boolean =>
  site.ready || conditionOf(site, 'DnsReady')?.reason === 'Observing';

export const conditionOf = (site: SiteEntry, type: Condition['type']): ConditionEntry | undefined =>
  site.conditions.find((condition) => condition.type === type);
