import type { ListStart } from '#shared/domain/hosted-zone.ts';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import type { Partition, RowKey } from '#shared/runtime/table.ts';

/**
 * A record set of a zone that carries an ownership mark, as Route 53 returns it: what was last applied, and after a
 * loss of the table what the full list of the zone found. Written by the zone's dns lane only.
 */
export interface OwnedRow {
  readonly zone: string;
  readonly record: RecordSet;
  readonly ownership: RecordSet;
  readonly ownerId: string;
  readonly resource: string;
}

/** That the zone was listed whole in this incarnation of the table; without it nothing is written and no holder chosen. */
export interface ZoneRow {
  readonly zone: string;
  readonly incarnation: string;
  readonly readAtMs: number;
  /** The zone's own, as its list had them last; what leads elsewhere does not lead here. Absent: not known. */
  readonly nameServers?: readonly string[];
}

export const ownedRows = (zone: string): Partition<OwnedRow> => ({ pk: `owned#${zone}` });
export const ownedPrefix = (name: string): string => `${name}#`;
export const ownedKey = (
  zone: string,
  record: Pick<RecordSet, 'name' | 'type' | 'setIdentifier'>,
): RowKey<OwnedRow> => ({
  pk: ownedRows(zone).pk,
  sk: `${record.name}#${record.type}#${record.setIdentifier ?? ''}`,
});
export const zoneKey = (zone: string): RowKey<ZoneRow> => ({ pk: `zone#${zone}`, sk: 'zone' });

/** A part of a full list of a zone that one drain did not finish; `next` is where its last part ended. */
export interface ListedRow {
  readonly incarnation: string;
  readonly beganMs: number;
  readonly sets: readonly ObservedRecordSet[];
  readonly next: ListStart;
}

export const listedRows = (zone: string): Partition<ListedRow> => ({ pk: `listed#${zone}` });
export const listedKey = (zone: string, part: number): RowKey<ListedRow> => ({
  pk: listedRows(zone).pk,
  sk: String(part).padStart(6, '0'),
});

/** That a person gave a zone back to external-dns. Its dns lane, which writes `done`, then writes nothing there any more. */
export interface GivenBackRow {
  readonly zone: string;
  readonly atMs: number;
  readonly by: string;
  /** Until then: the names whose TXT records Route 53 refuses to rewrite, with its words. */
  readonly refused?: readonly (readonly [name: string, why: string])[];
  /** What became of the ownership TXT records in Firstlight's own form. */
  readonly done?: {
    readonly atMs: number;
    readonly rewritten: number;
    /** What external-dns does not take for its own, for people; at most 200 of them. */
    readonly left: readonly string[];
    readonly leftInAll: number;
  };
}

export const givenBackRows: Partition<GivenBackRow> = { pk: 'given-back' };
export const givenBackKey = (zone: string): RowKey<GivenBackRow> => ({ pk: givenBackRows.pk, sk: zone });

export const dnsLane = (zone: string): string => `dns:${zone}`;
export const isZoneLane = (lane: string): boolean => lane.startsWith(dnsLane(''));
export const claimsLane = (cluster: string): string => `claims:${cluster}`;
export const statusLane = (cluster: string): string => `status:${cluster}`;
export const edgeMembers = (edge: string): string => `edge:${edge}`;
