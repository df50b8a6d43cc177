import type { Zone } from '#shared/domain/configuration.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { RecordWishRow } from '#shared/rows/record-wishes.ts';
import type { HoldRow } from '#shared/rows/safety-rows.ts';
import type { LaneRow, SiteRow } from '#shared/rows/site-rows.ts';
import type { OwnedRow } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import type { Fact } from '#shared/runtime/facts.ts';
import type { IsConfirmed } from './confirmed.ts';
import type { NameState } from './plan/name-state.ts';
import type { NamePlan } from './plan/plan.ts';
import type { PlanSettings } from './plan/policies.ts';
import type { HostedZones } from './ports.ts';

/** What every step of one drain of a zone has at hand. */
export interface ZoneWork {
  readonly drain: Drain;
  readonly zone: Zone;
  readonly zones: HostedZones;
  readonly settings: PlanSettings;
  /** As they stood when the drain began. */
  readonly holds: readonly HoldRow[];
  readonly isConfirmed: IsConfirmed;
  /** What is to be told at the end. */
  readonly facts: Fact[];
}

/** A site of this lane with the lane's row of it. */
export interface SiteRows {
  readonly site: SiteRow;
  readonly lane: LaneRow;
}

/** A name as read from the table: its rows, and what the plan makes of them. */
export interface NameRows {
  readonly name: string;
  readonly attempt: number;
  readonly sites: readonly SiteRows[];
  /** Of other capabilities; a name that has these has no site. */
  readonly wishes: readonly RecordWishRow[];
  readonly owned: readonly OwnedRow[];
  readonly state: NameState;
}

/** How far a name got in this drain. */
export type Progress =
  /**
   * Nothing to send. `presumed`: found so when it was read again, so nobody can be asked whether it is in sync; `sent`
   * is what had been tried.
   */
  | { readonly step: 'settled'; readonly presumed: boolean; readonly sent?: NamePlan }
  | { readonly step: 'accepted'; readonly changeId: string }
  /** Refused by itself; parked, or hourly where that may pass without a new wish. */
  | { readonly step: 'refused'; readonly reason: 'Refused' | 'HealthCheckGone'; readonly message: string }
  /** Not sent: the zone holds as many record sets as it may; hourly. */
  | { readonly step: 'full'; readonly message: string }
  /** Not sent, or (`inDoubt`) sent without an answer and not read since. */
  | { readonly step: 'failed'; readonly error: Error; readonly inDoubt: boolean };

export interface NameResult {
  readonly rows: NameRows;
  readonly plan: NamePlan;
  readonly progress: Progress;
}

/** A name on its way: its rows with the newest plan. */
export interface PlannedName {
  readonly rows: NameRows;
  readonly plan: NamePlan;
}

/** Reasons after which a name is read again before anything is tried: the zone was not as the rows say. */
export const doubtfulReasons: readonly Reason[] = ['NameTaken', 'OwnershipLost', 'PolicyConflict', 'Refused'];
