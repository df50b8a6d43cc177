import { createHash } from 'node:crypto';
import type { KeyAlgorithm, ObservedCertificate } from '#shared/domain/certificate.ts';
import type { ConditionStatus } from '#shared/domain/condition.ts';
import type { Configuration, Edge } from '#shared/domain/configuration.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { accountOfZone } from '#shared/domain/zone-account.ts';
import type { Partition, RowKey } from '#shared/runtime/table.ts';

/**
 * The lane of an edge's certificates: ACM in the account of its role, else the hub's, and in its region; undefined where they
 * are none of our business.
 */
export const certificatesLane = (
  edge: Pick<Edge, 'roleArn' | 'region' | 'certificates'>,
  configuration: Pick<Configuration, 'hub'>,
): string | undefined =>
  edge.certificates.mode === 'off'
    ? undefined
    : `certificates:${accountOfZone(edge, configuration)}/${edge.region ?? configuration.hub.region}`;

export const isCertificatesLane = (lane: string): boolean => lane.startsWith('certificates:');

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

/** What Elastic Load Balancing last said of a load balancer of a lane's edges. */
export interface LoadBalancerRow {
  readonly arn: string;
  /** Absent: there is no such load balancer. */
  readonly type?: 'application' | 'network' | 'gateway';
  /** Absent in rows of earlier versions, too. */
  readonly dnsName?: string;
  /** Who else owns its listeners; for people. */
  readonly managedBy?: string;
  /** The Service, `namespace/name`, that it was made for by that controller; absent: an Ingress or a Gateway. */
  readonly service?: string;
  /** Those that end TLS. */
  readonly listeners: readonly ListenerEntries[];
  readonly seenMs: number;
  /** Since when its controller is to put something there that is not there yet. */
  readonly awaitedSinceMs?: number;
}

export interface ListenerEntries {
  readonly arn: string;
  readonly port: number;
  readonly default?: string;
  /** The SNI list. */
  readonly entries: readonly SniEntry[];
  /** Certificates of others that we put, or are about to put, on the SNI list: each was the default then. */
  readonly standIns?: readonly string[];
}

export interface SniEntry {
  readonly certificate: string;
  readonly unneededSinceMs?: number;
}

export const loadBalancerRows = (lane: string): Partition<LoadBalancerRow> => ({ pk: `load-balancer#${lane}` });
export const loadBalancerKey = (lane: string, arn: string): RowKey<LoadBalancerRow> => ({
  pk: loadBalancerRows(lane).pk,
  sk: arn,
});

/** A certificate that was asked for, written before ACM hears of it; kept for a year, as quotas are counted so. */
export interface RequestRow {
  /** Sorted. */
  readonly names: readonly string[];
  readonly keyAlgorithm: KeyAlgorithm;
  readonly naming: 'wildcard' | 'host';
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
}

export const requestDays = 366;
export const requestRows = (lane: string): Partition<RequestRow> => ({ pk: `requested#${lane}` });
export const requestKey = (lane: string, token: string): RowKey<RequestRow> => ({
  pk: requestRows(lane).pk,
  sk: token,
});

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
}

export const assignedRows = (lane: string): Partition<AssignedRow> => ({ pk: `assigned#${lane}` });
export const assignedKey = (lane: string, { host, edge }: Pick<AssignedRow, 'host' | 'edge'>): RowKey<AssignedRow> => ({
  pk: assignedRows(lane).pk,
  sk: `${host}#${edge}`,
});

/** Why a change failed; it is tried again when its key is due. */
export interface TroubleRow {
  /** The name of the change. */
  readonly change: string;
  readonly key: string;
  readonly reason: Reason;
  readonly message: string;
  readonly sinceMs: number;
}

export const troubleRows = (lane: string): Partition<TroubleRow> => ({ pk: `trouble#${lane}` });
/** Names of changes may be longer than a key. */
export const troubleKey = (lane: string, change: string): RowKey<TroubleRow> => ({
  pk: troubleRows(lane).pk,
  sk: createHash('sha256').update(change).digest('hex'),
});

/** That a lane was listed whole in this incarnation of the table, and when it is looked at next. */
export interface CertificatesLaneRow {
  readonly incarnation: string;
  readonly readAtMs: number;
  readonly lookAtMs: number;
  /** The last known role of its edges, for when none of them is configured any more; absent: our own account. */
  readonly role?: { readonly roleArn: string; readonly externalId?: string };
  /** As the last drain found it. */
  readonly ailments?: LaneAilments;
}

/** How much of a lane needs a person, for the alarms. */
export interface LaneAilments {
  /** Load balancers on which no new certificate fits: the last place stays free for replacements. */
  readonly nearlyFull: number;
  /** Hosts that are served, by a certificate that will not be renewed as things are. */
  readonly renewalBlocked: number;
  /** Hosts for whose certificate ACM has said no, or given up. */
  readonly failed: number;
  /** Hosts that get no certificate because a quota is used up, of ACM, of a load balancer, or of their namespace. */
  readonly quotaReached: number;
}

export const certificatesLaneKey = (lane: string): RowKey<CertificatesLaneRow> => ({
  pk: `certificates#${lane}`,
  sk: 'lane',
});

/** What the work items of a certificates lane may ask to look at, beside a host. */
export const scanItem = 'scan:';
/** Something that time alone brings: the end of a soak, a poll. */
export const lookItem = 'look:';
export const certificateItem = (arn: string): string => `certificate:${arn}`;
export const listenerItem = (arn: string): string => `listener:${arn}`;
export const recordItem = (name: string): string => `record:${name}`;
