import { aheadLimitMs, type Epoch, epochMs, isEpoch } from '#shared/domain/marker.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { drawEpoch } from '../speech/epoch.ts';

export interface StoredEpoch {
  /** Where the epoch is kept from process to process; absent: nowhere. */
  readonly stored?: { read(): string | undefined; write(text: string): void };
  /** How that place is named to people. */
  readonly place: string;
  readonly nowMs: number;
  random(): number;
}

/**
 * Draws the epoch of this process, greater than the one kept there, and keeps it.
 * @throws UsageError when this clock is so far behind the one kept that nothing said would be taken in
 */
export function drawStoredEpoch({ stored, place, nowMs, random }: StoredEpoch): Epoch {
  const known = stored?.read()?.trim();
  const lastKnown = known !== undefined && isEpoch(known) ? known : undefined;
  const aheadMs = lastKnown === undefined ? 0 : epochMs(lastKnown) - nowMs;
  if (lastKnown !== undefined && aheadMs > aheadLimitMs) {
    const days = Math.floor(aheadMs / 86_400_000);
    const then = new Date(epochMs(lastKnown)).toISOString();
    throw new UsageError(
      `${place} was in use at ${then}, ${days} days after this machine's clock: set the clock, or choose another directory`,
    );
  }
  const epoch = drawEpoch({ nowMs, random, ...(lastKnown === undefined ? {} : { lastKnown }) });
  stored?.write(`${epoch}\n`);
  return epoch;
}
