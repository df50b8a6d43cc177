import { createHash } from 'node:crypto';
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
