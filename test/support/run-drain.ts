import type { Clock } from '../../shared/domain/clock.ts';
import type { Capability } from '../../shared/runtime/capability.ts';
import type { Doorbell } from '../../shared/runtime/doorbell.ts';
import { drainLane } from '../../shared/runtime/drain.ts';
import type { DrainReport } from '../../shared/runtime/drain-report.ts';
import type { Table } from '../../shared/runtime/table.ts';

export interface RunDrain {
  readonly capability: Capability;
  readonly lane: string;
  readonly table: Table;
  readonly clock: Clock;
  /** Default: rings go nowhere. */
  readonly doorbell?: Doorbell;
  /** Default: a sequence of its own for each drain, so that no two share a token. */
  readonly random?: () => number;
}

let drains = 1;

/** One drain of one lane, as its Lambda would run it. */
export function runDrain({
  doorbell = silent,
  random = seededRandom(drains++),
  ...input
}: RunDrain): Promise<DrainReport> {
  return drainLane({ ...input, doorbell, random });
}

const silent: Doorbell = { ring: async () => {} };

/** A fixed sequence of numbers in [0, 1) by seed (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
