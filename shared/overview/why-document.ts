import type { View } from '#shared/domain/configuration.ts';
import type { Policy } from '#shared/domain/policy.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { ConditionEntry, HoldEntry, NoticeEntry, OrphanEntry, ReleaseEntry } from './document.ts';

/** Everything that decides about one host, from the object to each capability; times are ISO 8601 UTC. */
export interface WhyDocument {
  readonly host: string;
  readonly sites: readonly WhySite[];
  /** Who asks for the host: objects of the holder's namespace by name, others by cluster and namespace only. */
  readonly claims: readonly WhyClaim[];
  /** In force over one of its sites. */
  readonly holds: readonly HoldEntry[];
  /** Of the guards of its cluster and edge, also while they are too young to be announced. */
  readonly notices: readonly NoticeEntry[];
  /** What stands with our mark though nothing claims it; absent when there is nothing. */
  readonly orphans?: readonly OrphanEntry[];
  /** The last release of it that was executed in the last day; only where it has no site. ISO 8601 UTC. */
  readonly released?: string;
}

export interface WhySite {
  readonly view: View;
  readonly setIdentifier: string;
  readonly cluster: string;
  readonly edge: string;
  readonly zone: string;
  readonly policy: Policy;
  /** The holder. */
  readonly source: string;
  /** How its object is known; `changed`: not all that follows from it is decided yet. */
  readonly object: 'there' | 'changed' | 'gone';
  /** When the cluster last said anything. */
  readonly heard?: string;
  /** `leaving`: a release is pending; `dying`: it was executed and what stands is being removed. */
  readonly state: 'live' | 'leaving' | 'dying';
  readonly since: string;
  /** Where it goes once that serves it with a certificate, `latest` in any case unless something keeps it. */
  readonly moving?: { readonly edge: string; readonly loadBalancer?: string; readonly latest: string };
  readonly conditions: readonly ConditionEntry[];
  readonly steps: readonly WhyStep[];
  readonly release?: ReleaseEntry & { readonly why: string };
}

/** How far one capability got with the host. */
export interface WhyStep {
  readonly capability: string;
  readonly lane: string;
  readonly status: ConditionEntry['status'];
  readonly reason: Reason;
  readonly message: string;
  /** Of the last change of status. */
  readonly since?: string;
  /** monitors: the host is down, in the provider's words. */
  readonly down?: { readonly since: string; readonly cause: string };
  /** When it is looked at next; absent: when something changes. */
  readonly nextTry?: string;
  /** Tries that failed since. */
  readonly attempts: number;
  /** The far side asked the whole lane to wait. */
  readonly pausedUntil?: string;
  readonly parked?: {
    readonly reason: Reason;
    readonly message: string;
    readonly since: string;
    readonly until: string;
  };
  /** What stands on the far side by our hand. */
  readonly records: readonly string[];
  /** What would be written if nothing stopped it. */
  readonly planned: readonly string[];
}

export interface WhyClaim {
  /** `Ingress/namespace/name`, or `cluster/namespace`. */
  readonly who: string;
  readonly view?: View;
  /** Absent when there is none. */
  readonly setIdentifier?: string;
  readonly verdict: 'holder' | 'compatible' | 'refused' | 'skipped' | 'waiting';
  readonly reason: Reason;
  readonly message: string;
  /** When the object is looked at next. */
  readonly nextTry?: string;
}
