/** Every number of the mechanism, each with the reason for its size. */

/** Longer than the function's time-out of 120 s: a lease that has run out belongs to a drain that no longer runs. */
export const leaseMs = 125_000;
/** A drain starts nothing new after this and rings itself, so that 20 s remain for calls, outcomes and release. */
export const workBudgetMs = 80_000;
/** No call starts later than this after the lease was taken: with `callDeadlineMs` none outlives the lease. */
export const lastCallMs = 100_000;
/** What each call to a far side may take, tries included. */
export const callDeadlineMs = 10_000;
/** The walk over a lane's rows may use this much of a drain, so that a huge lane still works off what is due. */
export const walkBudgetMs = 20_000;

/** Items in one drain: their outcomes are some 30 transactions, a few seconds. */
export const itemsPerDrain = 2_500;
/** Actions that the runtime puts into one transaction beside the check of the lease (100 are possible). */
export const actionsBesideFence = 99;
/** Rows per step of a walk: an item and an unparking each, beside the lane row. */
export const rowsPerWalkStep = 45;
/** How often a transaction that met another one is tried at once before the drain gives up. */
export const conflictTries = 3;
/** Drains that met on a lane row may all have been cancelled: each rings again after this. */
export const conflictRingMs = 1_000;

/** After a crash with n keys drains take ⌊n/8⌋: one poison among 2,500 is alone after four crashes. */
export const crashDivisor = 8;
/** Crashes alone in a row before a key is parked: fewer would park the innocent, killed by a deployment or a bad host. */
export const crashesUntilParked = 3;
/** Pause before the next try after an error nobody knows, so that a fast crash does not burn a loop. */
export const crashPauseMs = 5_000;
/** After a key was split because it crashed alone, its parts get this much time before it is looked at again. */
export const splitPauseMs = 60_000;

/** Parked because of its surroundings, or after crashes: tried again this often. */
export const hourlyMs = 3_600_000;
/** The first retry comes after about this. */
export const backoffFloorMs = 1_000;
/** Retries never slow down further than this: ten minutes is what a person waits without looking. */
export const backoffCeilingMs = 600_000;
/** A pending key is not looked at again sooner, whatever it asks for. */
export const pendingFloorMs = 100;
/** However long a far side asks us to wait, it is asked again after this. */
export const longestPauseMs = 900_000;
/** Successors due within this are rung for; sweep, which comes each minute, finds the later ones. */
export const delayedRingMs = 60_000;

/** Due items per partition that sweep reads for the age of the oldest; the first alone decides about the ring. */
export const sweepSample = 25;
/** Lanes that sweep asks at the same time. */
export const sweepConcurrency = 10;
