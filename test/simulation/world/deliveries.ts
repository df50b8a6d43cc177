import type { Chance } from '../engine/chance.ts';
import type { Engine } from '../engine/engine.ts';

/** How messages of clusters come to intake. */
export interface Deliveries {
  deliver(event: string): Promise<void>;
  /** What comes late, or once more. */
  readonly onTheWay: number;
}

/** SQS may lose nothing, but EventBridge's delivery, a purge or a person can; anything may come late or twice. */
export function createDeliveries(
  { faults, scheduler }: Engine,
  chance: Chance,
  { take, failed }: { take(event: string): Promise<void>; failed(error: unknown): void },
): Deliveries {
  let onTheWay = 0;
  const takeLater = (event: string, delayMs: number): void => {
    onTheWay += 1;
    scheduler.after(delayMs, () => {
      onTheWay -= 1;
      void take(event).catch(failed);
    });
  };
  return {
    async deliver(event) {
      if (faults.hit('event.lost')) return;
      if (faults.hit('event.repeated')) takeLater(event, chance.between(0, 900_000));
      if (!faults.hit('event.delayed')) return take(event);
      takeLater(event, chance.between(1_000, 2_400_000));
    },
    get onTheWay() {
      return onTheWay;
    },
  };
}
