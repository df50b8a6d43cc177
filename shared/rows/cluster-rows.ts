import type { Policy } from '#shared/domain/policy.ts';
import type { SiteKey } from '#shared/domain/site.ts';
import type { Partition, RowKey } from '#shared/runtime/table.ts';
import { type MemberRow, memberKey } from './site-rows.ts';
import { claimsLane } from './zone-rows.ts';

/** A site as its cluster's list has it: all that the guard needs, so that it asks one query for a whole cluster. */
export interface ClusterMemberRow extends MemberRow {
  readonly cluster: string;
  readonly state: 'live' | 'dying';
  /** Of the holder. */
  readonly namespace: string;
  readonly wish: { readonly edge: string; readonly zone: string };
  readonly edgePolicy?: Policy;
  /** The id of its release, while one is pending. */
  readonly release?: { readonly id: string };
}

export const clusterMembers = (cluster: string): Partition<ClusterMemberRow> => ({
  pk: `member#${claimsLane(cluster)}`,
});
export const clusterMemberKey = (cluster: string, site: SiteKey): RowKey<ClusterMemberRow> => ({
  pk: clusterMembers(cluster).pk,
  sk: memberKey(claimsLane(cluster), site).sk,
});

/**
 * A person's word that a cluster that is not in the configuration any more will not come back: its sites are released,
 * through the guard. To be written with raiseWanted of the cluster's claims lane; void once the cluster is configured.
 */
export interface ForgetRow {
  readonly cluster: string;
  readonly atMs: number;
  readonly by: string;
}

export const forgetRows: Partition<ForgetRow> = { pk: 'forget' };
export const forgetKey = (cluster: string): RowKey<ForgetRow> => ({ pk: forgetRows.pk, sk: cluster });
