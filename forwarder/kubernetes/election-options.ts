import type { Scheduler } from '#shared/domain/clock.ts';
import type { Epoch } from '#shared/domain/marker.ts';
import type { Lease } from './lease.ts';

export interface ElectionOptions {
  readonly lease: Lease;
  /** Never used by another process, nor by an earlier one. */
  readonly identity: string;
  readonly scheduler: Scheduler;
  /** From 0 (included) to 1. */
  random(): number;
  readonly times?: Partial<ElectionTimes>;
  /** The greatest epoch that the hub has heard of this cluster; undefined while that is not known. */
  readEcho?(): Promise<Epoch | undefined>;
  /** This process may speak, under this epoch, from now on; whatever it knew before is to be forgotten. */
  gained(epoch: Epoch): void;
  /** It must be silent at once. */
  lost(): void;
  /** A problem, or that it is over. */
  report(problem: string | undefined): void;
}

/** How a Lease is held, milliseconds. */
export interface ElectionTimes {
  /** Whoever has not renewed it for this long has lost it. */
  readonly leaseMs: number;
  /** A holder that could not renew it for this long falls silent: well before another may begin. */
  readonly renewMs: number;
  readonly retryMs: number;
}

/** Those of Kubernetes' own components (client-go, "LeaderElectionConfig"). */
export const usualElectionTimes: ElectionTimes = { leaseMs: 15_000, renewMs: 10_000, retryMs: 2_000 };
