/** How long a follower of a kind waits for what, milliseconds. */
export interface FollowTimes {
  /** A watch that says nothing for this long is given up. */
  readonly idleMs: number;
  /** After a failure, doubling up to the limit. */
  readonly retryFirstMs: number;
  readonly retryLimitMs: number;
  /** A kind that is forbidden or absent is asked for again this often. */
  readonly askAgainMs: number;
  /** The server is asked to end a watch after this, and up to as much again: so that it can share its load anew. */
  readonly watchMs: number;
}

/**
 * The first bookmark of a kind that is quite quiet comes after 120 s, later ones each minute (seen of Kubernetes 1.35), so
 * that silence beyond is no silence of the kind's.
 */
export const usualTimes: FollowTimes = {
  idleMs: 150_000,
  retryFirstMs: 500,
  retryLimitMs: 30_000,
  askAgainMs: 30_000,
  watchMs: 300_000,
};

/** The upper half by chance, which is in [0, 1), so that what failed together does not come back together. */
export const jittered = (wholeMs: number, chance: number): number => Math.ceil(wholeMs / 2 + (wholeMs / 2) * chance);

/** The pause after that many failures in a row, 1 the first. */
export const pauseAfter = (failures: number, { retryFirstMs, retryLimitMs }: FollowTimes, chance: number): number =>
  jittered(Math.min(retryLimitMs, retryFirstMs * 2 ** Math.min(20, failures - 1)), chance);
