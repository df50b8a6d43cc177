import type { Condition as SiteCondition } from '#shared/domain/condition.ts';
import type { View } from '#shared/domain/configuration.ts';
import type { LostChange } from '#shared/domain/lost-change.ts';
import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { Policy } from '#shared/domain/policy.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { ObjectRef, SiteKey, SiteWish, TlsWish } from '#shared/domain/site.ts';
import type { Partition, RowKey } from '#shared/runtime/table.ts';

/** The planned disappearance of a site; `id` is what an approval names. Times are epoch milliseconds. */
export interface Release {
  readonly id: string;
  readonly dueMs: number;
  /** The table's incarnation that `dueMs` was given in; in another one the release gets a new due time. */
  readonly incarnation?: string;
  /** Its clock stands still: `hold` gives back the time held, `policy` gives a whole new time. */
  readonly stopped?: { readonly by: 'hold' | 'policy'; readonly sinceMs: number };
  readonly sinceMs: number;
  readonly reason: Reason;
  readonly message: string;
}

/** Where a site is to go: `loadBalancer` is the ARN, where certificates are put on it; `tls` as in the wish, there. */
export interface Moving {
  readonly edge: string;
  readonly loadBalancer?: string;
  readonly tls?: TlsWish;
  readonly sinceMs: number;
}

/**
 * One site. Written by claims only; every write raises `version`, every change of wish or state raises `generation`.
 */
export interface SiteRow extends SiteKey {
  readonly version: number;
  readonly generation: number;
  readonly cluster: string;
  readonly holder: ObjectRef;
  readonly wish: SiteWish;
  /** The last known policy of the wish's edge, which counts while that is out of the configuration. */
  readonly edgePolicy?: Policy;
  /** `live`: wanted. `dying`: its release was executed, finalizers (lane rows) are being removed. */
  readonly state: 'live' | 'dying';
  readonly release?: Release;
  /** To another edge, or load balancer of its edge, that does not serve it yet: the wish, or its target and tls, is the old one. */
  readonly moving?: Moving;
  /** The lanes that have, or are to remove, something of this site: one lane row each. */
  readonly lanes: readonly string[];
  readonly createdMs: number;
}

/** A wish of one object for one site, refused ones too: `verdict` says how it stands. */
export interface ClaimRow {
  readonly site: SiteKey;
  readonly source: ObjectRef;
  readonly namespace: string;
  readonly creationTimestamp?: string;
  readonly wish: SiteWish;
  readonly verdict: 'holder' | 'compatible' | 'refused';
  readonly reason?: Reason;
  readonly message?: string;
}

/** What one capability keeps of one site in one lane: its finalizer (the row's presence), conditions and progress. */
export interface LaneRow {
  readonly site: SiteKey;
  readonly lane: string;
  /** The site's generation that this capability has dealt with; 0 before the first. */
  readonly generation: number;
  readonly conditions: readonly SiteCondition[];
  /** dns: the change that is still PENDING. */
  readonly pendingChange?: string;
  /** dns: the answer to a change was lost and it was found applied; from then on (epoch ms) it is taken for in sync. */
  readonly presumedInSyncAtMs?: number;
  /** True once something of this site stood on the far side: the holder of such a site is never displaced. */
  readonly applied: boolean;
  /** dns: the TXT resources that the site's records may carry: the last one, and those of lost answers. */
  readonly appliedResources?: readonly string[];
  /** dns: the TXT owner ids that go with them, which outlive a cluster that is not configured any more. */
  readonly appliedOwners?: readonly string[];
  /** dns: until the zone is read again nobody knows whether it was made. */
  readonly lostChange?: LostChange;
  /** dns: the zone was taken out of the configuration, and the site not looked at since it came back. */
  readonly frozen?: true;
  /** dns: what would be written if neither a policy nor a hold forbade it, ownership TXT records included. */
  readonly planned?: readonly PlannedChange[];
  /** certificates: the same, as people read it: `request a certificate for www.example.com`. */
  readonly plannedWords?: readonly string[];
}

/** Who holds a host name, over all views and set identifiers: `cluster/namespace`. Every change raises `version`. */
export interface HostRow {
  readonly host: string;
  readonly holders: readonly string[];
  readonly version: number;
}

/** Lists the sites of a lane (zone, cluster, edge). */
export interface MemberRow {
  readonly site: SiteKey;
}

const sitePartitionKey = (host: string, view: View): string => `site#${host}#${view}`;
const claimName = (source: ObjectRef): string => `${source.cluster}#${source.apiGroup}/${source.kind}#${source.key}`;

export const siteKey = (site: SiteKey): RowKey<SiteRow> => ({
  pk: sitePartitionKey(site.host, site.view),
  sk: `set#${site.setIdentifier}`,
});
export const claimKey = (site: SiteKey, source: ObjectRef): RowKey<ClaimRow> => ({
  pk: sitePartitionKey(site.host, site.view),
  sk: `claim#${site.setIdentifier}#${claimName(source)}`,
});
export const laneRowKey = (site: SiteKey, lane: string): RowKey<LaneRow> => ({
  pk: sitePartitionKey(site.host, site.view),
  sk: `lane#${site.setIdentifier}#${lane}`,
});
export const hostKey = (host: string): RowKey<HostRow> => ({ pk: `host#${host}`, sk: 'host' });

/** The three kinds of rows beneath a host and view; query each with its prefix. */
export const sitesOf = (host: string, view: View): Partition<SiteRow> => ({ pk: sitePartitionKey(host, view) });
export const claimsOf = (host: string, view: View): Partition<ClaimRow> => ({ pk: sitePartitionKey(host, view) });
export const laneRowsOf = (host: string, view: View): Partition<LaneRow> => ({ pk: sitePartitionKey(host, view) });
export const sitePrefix = 'set#';
export const claimPrefix = 'claim#';
export const lanePrefix = 'lane#';

/** `lane` is a lane's name, or `edge:NAME`. */
export const members = (lane: string): Partition<MemberRow> => ({ pk: `member#${lane}` });
export const memberKey = (lane: string, site: SiteKey): RowKey<MemberRow> => ({
  pk: members(lane).pk,
  sk: `${site.host}#${site.view}#${site.setIdentifier}`,
});

/** How a work item names a site row as the one that wrote it. */
export const siteRowName = (site: SiteKey): string => `${siteKey(site).pk}/${siteKey(site).sk}`;

/** An object whose claim found no room on the host; woken when a claim goes. */
export interface QueuedClaimRow {
  readonly source: ObjectRef;
}

export const queuedClaims = (host: string): Partition<QueuedClaimRow> => ({ pk: hostKey(host).pk });
export const queuedPrefix = 'queued#';
export const queuedKey = (host: string, source: ObjectRef): RowKey<QueuedClaimRow> => ({
  pk: hostKey(host).pk,
  sk: `${queuedPrefix}${claimName(source)}`,
});
