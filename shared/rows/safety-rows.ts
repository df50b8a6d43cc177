import type { Scope } from '#shared/domain/scope.ts';
import type { Partition, RowKey } from '#shared/runtime/table.ts';

/** A person's stop: nothing covered by `scope` is written to a far side until it is resumed or expires. */
export interface HoldRow {
  readonly scope: Scope;
  readonly sinceMs: number;
  /** Absent: until resumed. */
  readonly untilMs?: number;
  readonly by: string;
  readonly why?: string;
}

export const holdRows: Partition<HoldRow> = { pk: 'hold' };
export const holdKey = (scope: Scope): RowKey<HoldRow> => ({ pk: holdRows.pk, sk: scope });

/** What a person lets go although the guard stops it: the releases pending at that moment, by id, for 24 h. */
export interface ApprovalRow {
  readonly scope: Scope;
  readonly atMs: number;
  readonly untilMs: number;
  readonly by: string;
  /** At most 1,000; an approval of more is several rows. */
  readonly releases: readonly string[];
}

export const approvalRows: Partition<ApprovalRow> = { pk: 'approval' };
export const approvalKey = (approval: Pick<ApprovalRow, 'scope' | 'atMs'>, part: number): RowKey<ApprovalRow> => ({
  pk: approvalRows.pk,
  sk: `${approval.scope}#${approval.atMs}#${part}`,
});

/** Something that a person should know and may have to act on; removed when it is over. */
export interface NoticeRow {
  readonly kind: 'GuardTripped';
  readonly scope: Scope;
  /** Whose claims lane keeps it. */
  readonly cluster?: string;
  readonly sinceMs: number;
  /** Shown from then on: not every short pause is worth a person's time. */
  readonly fromMs: number;
  readonly message: string;
}

export const noticeRows: Partition<NoticeRow> = { pk: 'notice' };
export const noticeKey = ({ kind, scope }: Pick<NoticeRow, 'kind' | 'scope'>): RowKey<NoticeRow> => ({
  pk: noticeRows.pk,
  sk: `${kind}#${scope}`,
});

/** One change made on a far side, or one word of a person; kept for 30 days. */
export interface HistoryRow {
  readonly atMs: number;
  readonly host: string;
  /** All that it is about, where that is more than the host: the names of a certificate. */
  readonly names?: readonly string[];
  /** Where: `zone:example.com`, a lane of certificates or monitors, or `firstlight` for a person's command. */
  readonly where: string;
  readonly action: string;
  /** As people read it: `A alias → x.elb.amazonaws.com`; absent when there was none. */
  readonly before?: string;
  readonly after?: string;
  readonly why: string;
  /** The object (`Ingress/ns/name`) or the person. */
  readonly by: string;
}

export const historyDays = 30;
const daySeconds = 86_400;
/** When a row goes by itself, in epoch seconds. */
export const historyExpiry = (atMs: number): number => Math.ceil(atMs / 1000) + historyDays * daySeconds;
/** `day` is YYYY-MM-DD in UTC. */
export const historyRows = (day: string): Partition<HistoryRow> => ({ pk: `history#${day}` });
export const historyKey = (
  row: Pick<HistoryRow, 'atMs' | 'host' | 'where'>,
  part: number | string,
): RowKey<HistoryRow> => ({
  pk: historyRows(new Date(row.atMs).toISOString().slice(0, 10)).pk,
  sk: `${String(row.atMs).padStart(13, '0')}#${row.host}#${row.where}#${part}`,
});
