import type { View } from '#shared/domain/configuration.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import type { Partition, RowKey } from '#shared/runtime/table.ts';

/** How one wish of an object stands since it was last settled. */
export interface SettledClaim {
  readonly host: string;
  readonly view: View;
  readonly setIdentifier: string;
  readonly verdict: 'holder' | 'compatible' | 'refused';
  readonly reason?: Reason;
  readonly message?: string;
}

/** Something of an object that can never be served as written. */
export interface Skipped {
  readonly host?: string;
  readonly reason: Reason;
  readonly message: string;
}

/** The newest known state of one object of a cluster; a tombstone when `gone`. */
export interface ObjectRow {
  readonly ref: ObjectRef;
  readonly marker: string;
  readonly gone: boolean;
  readonly object?: ProjectedObject;
  /** When somebody last changed it since it is known; its status does not count. */
  readonly changedMs?: number;
  /** Equal to `marker` once everything that follows from it is written. */
  readonly settledMarker?: string;
  readonly claims: readonly SettledClaim[];
  readonly skipped: readonly Skipped[];
  /** Of a Source: when its present state was first received here, whatever the cluster's clock says. */
  readonly stateSinceMs?: number;
  /** Hosts that may have claim rows of this object: written before the first of them, so that none is ever forgotten. */
  readonly hosts: readonly string[];
}

/** A stretch of keys of one kind that the walk `start` has spoken of. */
export interface WalkRow {
  readonly start: string;
  readonly from: string;
  readonly upTo: string;
  readonly marker: string;
  /** When, under which configuration and in which life of the table its message was received, whenever it was applied. */
  readonly receivedMs: number;
  readonly seq: number;
  readonly incarnation: string;
}

/** The start of the newest complete walk of one kind: nothing older than it is believed; it never falls. */
export interface FloorRow {
  readonly start: string;
  readonly incarnation: string;
  /** When the first of the walk's messages was received: what was so later it may not know. */
  readonly heardMs: number;
  /** The first configuration under which one of them was received. */
  readonly heardSeq: number;
  /** When it became the floor. */
  readonly atMs: number;
}

/** A message as intake stored it: gzip of its JSON, base64. */
export interface InboxRow {
  readonly cluster: string;
  readonly marker: string;
  readonly body: string;
  readonly receivedMs: number;
  /** Of a message of a walk: the life of the table and the number of the configuration in which it was received. */
  readonly incarnation?: string;
  readonly seq?: number;
}

/** What is known of one cluster's forwarder. */
export interface ClusterRow {
  readonly cluster: string;
  /** Greatest epoch seen, `<13 digits>-<4 characters>`. */
  readonly epoch: string;
  readonly lastMessageMs: number;
}

type Kind = Pick<ObjectRef, 'cluster' | 'apiGroup' | 'kind'>;

export const objectsOf = (kind: Kind): Partition<ObjectRow> => ({
  pk: `obj#${kind.cluster}#${kind.apiGroup}/${kind.kind}`,
});
export const objectKey = (ref: ObjectRef): RowKey<ObjectRow> => ({ pk: objectsOf(ref).pk, sk: `k${ref.key}` });
/** How the sort keys of a namespace's objects begin. */
export const namespacePrefix = (namespace: string): string => `k${namespace}/`;
export const walkRows = (kind: Kind): Partition<WalkRow> => ({
  pk: `walk#${kind.cluster}#${kind.apiGroup}/${kind.kind}`,
});
export const walkKey = (kind: Kind, row: Pick<WalkRow, 'start' | 'from'>): RowKey<WalkRow> => ({
  pk: walkRows(kind).pk,
  sk: `range#${row.start}#${row.from}`,
});
export const walkPrefix = 'range#';
export const floorKey = (kind: Kind): RowKey<FloorRow> => ({ pk: walkRows(kind).pk, sk: 'floor' });
export const inboxRows = (cluster: string): Partition<InboxRow> => ({ pk: `inbox#${cluster}` });
export const inboxKey = (cluster: string, marker: string, id: string): RowKey<InboxRow> => ({
  pk: inboxRows(cluster).pk,
  sk: `${marker}#${id}`,
});
export const clusterKey = (cluster: string): RowKey<ClusterRow> => ({ pk: `cluster#${cluster}`, sk: 'cluster' });
/** The kinds of a cluster that rows exist for, so that walks over all its objects find them. */
export interface KindRow {
  readonly apiGroup: string;
  readonly kind: string;
}
export const kindRows = (cluster: string): Partition<KindRow> => ({ pk: `kinds#${cluster}` });
export const kindKey = (kind: Kind): RowKey<KindRow> => ({
  pk: kindRows(kind.cluster).pk,
  sk: `${kind.apiGroup}/${kind.kind}`,
});
