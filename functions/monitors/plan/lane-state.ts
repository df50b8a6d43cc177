import type { ConditionStatus } from '#shared/domain/condition.ts';
import type { MonitorSpec, ObservedMonitor } from '#shared/domain/monitor.ts';
import type { MonitorAccount } from '#shared/domain/monitor-account.ts';
import type { Policy } from '#shared/domain/policy.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { SiteKey } from '#shared/domain/site.ts';
import type { MonitorMemory } from '#shared/rows/monitor-rows.ts';

/** All that a plan of one account depends on. */
export interface LaneState {
  readonly nowMs: number;
  /** On every monitor of this installation, beside the one of its site. */
  readonly installationTag: string;
  /** Those whose wish names this account, and those that have a row in its lane. */
  readonly sites: readonly SiteState[];
  /** Everybody's, as last listed; absent: never listed whole. */
  readonly listed?: { readonly startedMs: number; readonly monitors: readonly ObservedMonitor[] };
  /** Ids or exact names of monitors that may be taken over. */
  readonly adopt: readonly string[];
  /** Absent: not known yet. */
  readonly account?: Pick<MonitorAccount, 'monitors' | 'monitorLimit'>;
  readonly afterRelease: 'immediately' | 'never' | { readonly seconds: number };
  /** Reads show a change this late at most. */
  readonly lagMs: number;
  /** How long a list is believed. */
  readonly relistAfterMs: number;
  /** Calls that may be made now, and when there are more. */
  readonly budget: { readonly calls: number; readonly moreMs: number };
}

export interface SiteState {
  readonly site: SiteKey;
  /** The site's own, the same for ever. */
  readonly tag: string;
  /** What is to be checked, names looked up; else since when and why nothing is. */
  readonly check: MonitorSpec | NotWatched;
  readonly dns: ConditionStatus;
  /** Absent: its TLS is not ours. */
  readonly certificate?: ConditionStatus;
  /** On its way out since; absent where its release is planned only, and does not go ahead. */
  readonly releasedMs?: number;
  /** Its release is not executed: it may come back, and is to have its history then; it goes by then, or stays. */
  readonly pendingUntilMs?: number;
  /** Who goes first where not all fit, least first. */
  readonly rank: number;
  /** What somebody's monitor of the same URL is called that may be taken over. */
  readonly formerName?: string;
  readonly row: MonitorMemory;
  /** What may be done to its monitors. Absent: everything. */
  readonly policy?: Exclude<Policy, 'sync'>;
}

export interface NotWatched {
  readonly problem: string;
  readonly sinceMs: number;
}

export interface Hindrance {
  readonly reason: Reason;
  readonly message: string;
}

/** One call that is to be made; each may be repeated. */
export type Change =
  | {
      readonly kind: 'pause' | 'resume' | 'delete';
      readonly site: SiteKey;
      readonly id: string;
      readonly reason: string;
    }
  /** Whether there is one that carries all of these tags. */
  | { readonly kind: 'confirm'; readonly site: SiteKey; readonly tags: readonly string[]; readonly reason: string }
  | { readonly kind: 'create'; readonly site: SiteKey; readonly spec: MonitorSpec; readonly reason: string }
  | {
      readonly kind: 'update' | 'adopt';
      readonly site: SiteKey;
      readonly id: string;
      readonly spec: MonitorSpec;
      readonly reason: string;
    }
  | { readonly kind: 'list'; readonly reason: string };

/** The condition MonitorReady of a site. */
export interface Verdict extends Hindrance {
  readonly site: SiteKey;
  readonly status: ConditionStatus;
}
