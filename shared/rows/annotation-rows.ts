import type { Partition, RowKey } from '#shared/runtime/table.ts';

/** The certificates that a Service of a cluster is to name to the controller of its load balancer. */
export interface AnnotationRow {
  /** `namespace/name` */
  readonly service: string;
  /** The lane of certificates that says it. */
  readonly lane: string;
  /** ARNs, the listeners' default first. */
  readonly certificates: readonly string[];
}

export const annotationRows = (cluster: string): Partition<AnnotationRow> => ({ pk: `annotation#${cluster}` });
export const annotationKey = (cluster: string, service: string): RowKey<AnnotationRow> => ({
  pk: annotationRows(cluster).pk,
  sk: service,
});
