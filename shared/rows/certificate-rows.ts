import type { KeyAlgorithm, ObservedCertificate } from '#shared/domain/certificate.ts';
import type { ConditionStatus } from '#shared/domain/condition.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { type Partition, type Put, put, type RowKey } from '#shared/runtime/table.ts';

/** What ACM last said of a certificate. Times here and below are epoch milliseconds. */
export interface CertificateRow {
  readonly certificate: ObservedCertificate;
  /** It carries the tag of this installation. */
  readonly ours: boolean;
  /** It is so young that its tags may not be seen yet: they are read again. */
  readonly unsure?: true;
  /** `cluster/namespace` that it was requested for; only of ours. */
  readonly namespace?: string;
  readonly seenMs: number;
  readonly unneededSinceMs?: number;
  /** The last look at whether it will be renewed before that end, and what stands against it. */
  readonly renewal?: {
    readonly lookedMs: number;
    readonly notAfterMs: number;
    readonly hindrance?: { readonly reason: Reason; readonly message: string };
  };
  /** What was wished of its validation records last, so that the same is not written again. */
  readonly wished?: string;
}

export const certificateRows = (lane: string): Partition<CertificateRow> => ({ pk: `certificate#${lane}` });
export const certificateKey = (lane: string, arn: string): RowKey<CertificateRow> => ({
  pk: certificateRows(lane).pk,
  sk: arn,
});

/**
 * A certificate that was asked for, written before ACM hears of it; kept for a year, as quotas are counted so, and what was
 * refused for as long as a host wishes for it.
 */
export interface RequestRow {
  /** Sorted. */
  readonly names: readonly string[];
  readonly keyAlgorithm: KeyAlgorithm;
  /** Absent: nobody knows, as the table was lost since. */
  readonly naming?: 'wildcard' | 'host';
  /** The hosts that needed it. */
  readonly hosts: readonly string[];
  readonly namespace: string;
  readonly token: string;
  readonly atMs: number;
  /** Absent: nobody knows yet whether it was made. */
  readonly arn?: string;
  /** Why it was never issued. */
  readonly failure?: { readonly reason: Reason; readonly message: string };
  /** The names that it failed for; absent: nobody knows which. */
  readonly blamed?: readonly string[];
  /** By name: what of the configuration decided about it then; absent where nobody knows. */
  readonly footings?: Readonly<Record<string, string>>;
  /** A person said that it is to be asked for again whatever became of this. */
  readonly retried?: { readonly atMs: number; readonly by: string };
}

const requestMs = 366 * 86_400_000;
export const isYearOver = ({ atMs }: Pick<RequestRow, 'atMs'>, nowMs: number): boolean => nowMs - atMs > requestMs;
export const requestRows = (lane: string): Partition<RequestRow> => ({ pk: `requested#${lane}` });
export const requestKey = (lane: string, token: string): RowKey<RequestRow> => ({
  pk: requestRows(lane).pk,
  sk: token,
});

/** Writes one, as long as it is there where `when` says so. */
export function putRequest(lane: string, row: RequestRow, when?: 'present'): Put {
  const action = put(requestKey(lane, row.token), row, when);
  return row.failure === undefined ? { ...action, expiresAt: Math.ceil((row.atMs + requestMs) / 1_000) } : action;
}

/** Which certificate serves a host at an edge, and how far that got. */
export interface AssignedRow {
  readonly host: string;
  readonly edge: string;
  readonly certificate?: string;
  readonly how?: 'exact' | 'wildcard' | 'joined' | 'requested' | 'default';
  readonly status: ConditionStatus;
  readonly reason: Reason;
  readonly message: string;
  /** Listeners that answer for it. */
  readonly attachedTo: readonly string[];
  /** The load balancer that this is said of; absent where certificates are only issued, and in rows of earlier versions. */
  readonly loadBalancer?: string;
  readonly expiresMs?: number;
  /** What would be done for it if neither a policy nor a hold forbade it, for people. */
  readonly planned?: readonly string[];
  /** Tokens of the requests of before for which none is made now. */
  readonly past?: readonly string[];
}

export const assignedRows = (lane: string): Partition<AssignedRow> => ({ pk: `assigned#${lane}` });
export const assignedKey = (lane: string, { host, edge }: Pick<AssignedRow, 'host' | 'edge'>): RowKey<AssignedRow> => ({
  pk: assignedRows(lane).pk,
  sk: `${host}#${edge}`,
});
