import { aheadLimitMs, type Epoch, epochMs } from '#shared/domain/marker.ts';
import { drawEpoch } from '../speech/epoch.ts';
import { LeaseRefusedError } from './lease.ts';

export interface LeaseDraw {
  readonly nowMs: number;
  random(): number;
  /** Those that the Lease and the hub remember. */
  readonly known: readonly (Epoch | undefined)[];
}

/**
 * Draws the epoch of a term, later than every known one.
 * @throws LeaseRefusedError when this clock is so far behind them that nothing said would be taken in
 */
export function drawLeaseEpoch({ nowMs, random, known }: LeaseDraw): Epoch {
  const lastKnown = known
    .filter((epoch) => epoch !== undefined)
    .sort()
    .at(-1);
  if (lastKnown === undefined) return drawEpoch({ nowMs, random });
  if (epochMs(lastKnown) - nowMs <= aheadLimitMs) return drawEpoch({ nowMs, random, lastKnown });
  const then = new Date(epochMs(lastKnown)).toISOString();
  throw new LeaseRefusedError(
    `the Lease was in use at ${then}, days after this machine's clock, and nothing said would be taken in: set the clock, or delete the Lease if that one was wrong`,
  );
}
