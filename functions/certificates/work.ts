import type { CertificateSummary } from '#shared/domain/certificate.ts';
import type { Configuration, Edge } from '#shared/domain/configuration.ts';
import { goOnLoadBalancer } from '#shared/domain/edge-certificates.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { AnnotationRow } from '#shared/rows/annotation-rows.ts';
import type { HoldRow } from '#shared/rows/safety-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import type { SiteInLane } from '#shared/runtime/lane-sites.ts';
import type { LaneRows } from './lane-rows.ts';
import type { UnsettledClaims } from './plan/lane-state.ts';
import type { CertificateAuthority, LoadBalancers, PublicDns } from './ports.ts';

/** How the far sides of a lane are reached. */
export interface CertificatePorts {
  /** ACM in the account and region of an edge. */
  readonly authority: (place: Place) => CertificateAuthority;
  readonly loadBalancers: (place: Place) => LoadBalancers;
  readonly publicDns: PublicDns;
}

/** A role, where it is not our own account, and a region. */
export interface Place {
  readonly region: string;
  readonly roleArn?: string;
  readonly externalId?: string;
}

/** What every step of one drain of a lane has at hand. */
export interface LaneWork {
  readonly drain: Drain;
  readonly startedMs: number;
  readonly configuration: Configuration;
  /** Those whose certificates are of this lane, by name. */
  readonly edges: readonly Edge[];
  /** As they stood when the drain began. */
  readonly holds: readonly HoldRow[];
  readonly sites: readonly SiteInLane[];
  readonly rows: LaneRows;
  readonly authority: CertificateAuthority;
  readonly loadBalancers: LoadBalancers;
  readonly publicDns: PublicDns;
  /** Clusters that have said all that they have in this life of the table. */
  readonly heard: ReadonlySet<string>;
  /** By cluster: what this lane has its Services say, as that was before this drain. */
  readonly told: ReadonlyMap<string, readonly AnnotationRow[]>;
  /** By siteText: those that may lead where they led before, of all if something may be taken away, else of those that leave. */
  readonly behind: ReadonlySet<string>;
  /** Absent: nobody looked, so nothing is taken away. */
  readonly unsettled?: UnsettledClaims;
  readonly asked: Asked;
}

/** What of the far side this drain has read already. */
export interface Asked {
  /** All certificates, once they were listed. */
  list?: ReadonlyMap<string, CertificateSummary>;
  /** All is known that could make a request needless. */
  listed: boolean;
  readonly loadBalancers: Set<string>;
  /** Certificates that were described. */
  readonly certificates: Set<string>;
  /** Certificates whose tags were read again. */
  readonly tags: Set<string>;
  /** Names that were checked. */
  readonly names: Set<string>;
}

/** Why a change was not made, and whether it is tried again soon. */
export interface Trouble {
  readonly again: 'retry' | 'hourly';
  readonly reason: Reason;
  readonly message: string;
}

/** The tag by which a certificate is known to be of this installation. */
export const installationTag = 'firstlight:installation';
/** The `cluster/namespace` that it was requested for, which counts against its budget. */
export const namespaceTag = 'firstlight:namespace';

export const installationOf = ({ hub }: Pick<Configuration, 'hub'>): string => `${hub.account}/${hub.region}`;

/** Where certificates of an edge are put, by us or by who owns it; undefined where they are only issued. */
export const loadBalancerOf = ({ certificates, loadBalancer }: LaneWork['edges'][number]): string | undefined =>
  goOnLoadBalancer(certificates) && 'use' in loadBalancer ? loadBalancer.use.arn : undefined;
