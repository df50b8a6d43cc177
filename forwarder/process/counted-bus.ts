import type { Clock } from '#shared/domain/clock.ts';
import type { Bus, PutResult } from '../ports.ts';

/** What became of the messages of this process. */
export interface BusCounts {
  readonly taken: number;
  /** To be tried again. */
  readonly failed: number;
  /** For good. */
  readonly refused: number;
  /** Wall clock. */
  readonly lastTakenMs: number | undefined;
}

/** A bus that only who may speak reaches, and that counts. */
export interface CountedBus extends Bus {
  readonly counts: BusCounts;
}

export interface CountedBusOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  /** Asked before each put: a process may have stood still since it last knew. */
  maySpeak(): boolean;
}

export function countedBus({ bus, clock, maySpeak }: CountedBusOptions): CountedBus {
  const counts = { taken: 0, failed: 0, refused: 0, lastTakenMs: undefined as number | undefined };
  const count = (result: PutResult | undefined): void => {
    if (result?.ok === true) {
      counts.taken += 1;
      counts.lastTakenMs = clock.now();
    } else if (result?.retryable === false) counts.refused += 1;
    else counts.failed += 1;
  };
  return {
    counts,
    async put(entries) {
      if (!maySpeak()) throw new Error('this replica does not lead');
      const results = await bus.put(entries).catch((error: unknown) => {
        for (const _ of entries) count(undefined);
        throw error;
      });
      for (const result of results) count(result);
      return results;
    },
  };
}
