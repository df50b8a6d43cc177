import type { ObservedCertificate } from '#shared/domain/certificate.ts';
import type { Zone } from '#shared/domain/configuration.ts';
import type { EdgeCertificates } from '#shared/domain/edge-certificates.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { RequestRow } from '#shared/rows/certificate-rows.ts';
import type { SniEntry } from '#shared/rows/load-balancer-rows.ts';

export type PastRequest = RequestRow;
export type Entry = SniEntry;

/** All that is known of one lane, an account and region of ACM, and all that is wanted of it. */
export interface LaneState {
  readonly nowMs: number;
  readonly edges: readonly EdgeState[];
  readonly loadBalancers: readonly LoadBalancerState[];
  /** What each host wants at each edge that is to serve it; one of a host and edge. */
  readonly demands: readonly Demand[];
  /** All certificates of the lane, ours or not. */
  readonly certificates: readonly KnownCertificate[];
  readonly requests: readonly PastRequest[];
  /** With the policy that is in force for each. */
  readonly zones: readonly Zone[];
  /** By name as it stands on a certificate: why none may be requested with it. */
  readonly hindrances: ReadonlyMap<string, Hindrance>;
  /** By the name of a change (`changeName`): why it failed, where nobody asked to try it again now. */
  readonly troubles: ReadonlyMap<string, Hindrance>;
  /** Every cluster has said what it has, and neither a policy nor a hold forbids it: certificates may be deleted. */
  readonly mayRemove: boolean;
  /** Why the far side cannot be read: told to those who are not served. */
  readonly unread?: Hindrance;
  /** Absent: not known, so nothing is taken away now, though what is unneeded is known. */
  readonly unsettled?: UnsettledClaims;
}

/**
 * What objects claim, or may claim, without a site yet (a loss of the table leaves nothing else to know it by), and whose
 * names may lead where they led before.
 */
export interface UnsettledClaims {
  /** Something that a cluster or the configuration said was not looked at yet: nothing is taken away. */
  readonly isOpen: boolean;
  /** Claimed by an object without a decision, or led by a record of before: what serves them is needed. */
  readonly hosts: ReadonlySet<string>;
}

/** Whether what nobody has needed for its time may go now. */
export const mayGo = ({ unsettled }: Pick<LaneState, 'unsettled'>): boolean => unsettled?.isOpen === false;

export interface EdgeState {
  readonly name: string;
  readonly settings: EdgeCertificates;
  /** Lower case; the names that a wildcard may stand for. */
  readonly domains: readonly string[];
  /** Absent: certificates are only issued, somebody else puts them on a listener. */
  readonly loadBalancer?: string;
  /** Why the load balancer takes no certificates now; not where they are only issued. */
  readonly trouble?: Hindrance;
}

export interface LoadBalancerState {
  readonly arn: string;
  /** A network load balancer's quota counts its default certificates too. */
  readonly countsDefault: boolean;
  /** The least that an edge on it allows. */
  readonly most: number;
  /** The same of what was requested for one namespace; absent: no less than `most`. */
  readonly mostPerNamespace?: number;
  /** Nothing may be taken off: a policy or a hold of one of its edges, or a cluster that has not said what it has. */
  readonly keepsAll: boolean;
  /** Those that end TLS. */
  readonly listeners: readonly ListenerState[];
  /** Somebody else keeps the listeners: nothing is put on them or taken off by us. */
  readonly controller?: ControllerState;
}

export interface ControllerState {
  /** For people. */
  readonly name: string;
  /** The Service, `namespace/name`, that the load balancer was made for; absent: an Ingress or a Gateway. */
  readonly service?: string;
  /** Names of clusters whose edges say that it is to be told; none without a Service. */
  readonly tellsIn: readonly string[];
  /** ARNs that it was told of last; it may have put them there since the listeners were read. */
  readonly told: readonly string[];
}

export interface ListenerState {
  readonly arn: string;
  /** ARN, of an IAM server certificate too. */
  readonly default?: string;
  /** The SNI list. */
  readonly entries: readonly Entry[];
  /** What we put there although it is not ours: it was the default then. */
  readonly standIns?: readonly string[];
}

export interface KnownCertificate extends ObservedCertificate {
  /** It carries the tag of this installation. */
  readonly ours: boolean;
  /** So young that it may be ours: its tags may not be seen yet. */
  readonly unsure?: true;
  /** `cluster/namespace` that it was requested for; only of ours. */
  readonly namespace?: string;
  /** Why its validation records do not stand. */
  readonly stuck?: Hindrance;
  /** Why it will not be renewed as things are. */
  readonly renewalBlocked?: Hindrance;
  readonly unneededSinceMs?: number;
}

export interface Demand {
  readonly host: string;
  readonly edge: string;
  /** `cluster/namespace` */
  readonly namespace: string;
  /** Since when the site exists: who came first is served first. */
  readonly sinceMs: number;
  /** A policy says `observe`, or a person says stop: nothing is written for it. */
  readonly stopped?: 'Observing' | 'Held';
  /** The very certificate that the object names. */
  readonly certificateArn?: string;
  /** Who keeps its certificate, where that is not us: `cert-manager (ClusterIssuer letsencrypt)`. */
  readonly elsewhere?: string;
  /** Nobody knows yet whether that is us: its name has no address. */
  readonly isUnknown?: true;
}

export interface Hindrance {
  readonly reason: Reason;
  readonly message: string;
  /** Tokens of the requests of before that it rests on: a person may say that they count no more. */
  readonly past?: readonly string[];
}
