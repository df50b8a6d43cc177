import type { Capability, Drain } from './capability.ts';
import type { CrashState } from './crash.ts';
import type { Doorbell } from './doorbell.ts';
import type { Lease, LeaseInput } from './lease.ts';
import type { Measurement } from './metrics.ts';
import type { Rings } from './rings.ts';
import type { TakenKey } from './selection.ts';

export interface DrainInput extends LeaseInput {
  readonly capability: Capability;
  readonly doorbell: Doorbell;
}

/** A drain that holds the lease. */
export interface HeldDrain extends DrainInput {
  readonly lease: Lease;
  readonly rings: Rings;
}

export interface DrainContext {
  /** What the capability is given, before the keys are known. */
  readonly drain: Drain;
  /** Whether the drain was ever allowed to call the far side: what it did there may still land. */
  touched(): boolean;
  /** What the capability has measured so far. */
  readonly measured: readonly Measurement[];
}

/** What a drain has taken, and the crash state that stands in the lane row meanwhile. */
export interface Taken {
  readonly keys: readonly TakenKey[];
  readonly poisoned: readonly string[];
  readonly crash: CrashState;
}

/** How far a drain has come, for whoever must clean up after an error. */
export interface Progress {
  context?: DrainContext;
  taken: Taken;
}
