import type { SiteKey } from '#shared/domain/site.ts';
import type { Partition, RowKey } from '#shared/runtime/table.ts';
import type { Release } from './site-rows.ts';

/** A release that was executed; listed for an hour, counted by the guard for 61 minutes. */
export interface GoneRow {
  readonly site: SiteKey;
  readonly cluster: string;
  readonly edge: string;
  readonly atMs: number;
  readonly release: Release;
  /** True when another claim took the site over instead of its records being removed. */
  readonly handedOver: boolean;
  /** False: approved, ephemeral, or nothing stood; the guard does not count it. Absent: it does. */
  readonly counted?: false;
}

export const goneRows = (cluster: string): Partition<GoneRow> => ({ pk: `gone#${cluster}` });
export const goneKey = (gone: Pick<GoneRow, 'cluster' | 'edge' | 'atMs' | 'site'>): RowKey<GoneRow> => ({
  pk: goneRows(gone.cluster).pk,
  sk: `${String(gone.atMs).padStart(13, '0')}#${gone.edge}#${gone.site.host}#${gone.site.view}#${gone.site.setIdentifier}`,
});
