import type { Drain, StoredConfiguration } from './capability.ts';
import { readConfiguration } from './configuration-row.ts';
import type { DrainContext, HeldDrain } from './held-drain.ts';
import { ensureRegistered } from './lanes.ts';
import { workBudgetMs } from './limits.ts';
import type { Measurement } from './metrics.ts';
import { enqueue } from './work-item.ts';

/** Reads what every drain needs first, right after the lease; without a configuration that fits, the drain stops. */
export async function openContext(held: HeldDrain): Promise<DrainContext | { readonly stopped: string }> {
  const configuration = await readConfiguration(held.table);
  const { seq } = held.lease.state();
  if (configuration === undefined) {
    return { stopped: 'the table holds no configuration; write it by a deployment' };
  }
  if (configuration.seq < seq) {
    const found = `number ${configuration.seq}, the lane ${held.lane} has seen ${seq}`;
    return { stopped: `the configuration in the table is older than the lane: ${found}; deploy again` };
  }
  return createContext(held, configuration, await held.table.incarnation());
}

function createContext(held: HeldDrain, configuration: StoredConfiguration, incarnation: string): DrainContext {
  const { lane, table, clock, lease, rings } = held;
  let touched = false;
  const measured: Measurement[] = [];
  const known = new Map<string, Promise<void>>([[lane, Promise.resolve()]]);
  const register = (other: string): Promise<void> => {
    const before = known.get(other) ?? ensureRegistered(table, other);
    known.set(other, before);
    return before;
  };
  const drain: Drain = {
    lane,
    table,
    configuration,
    incarnation,
    keys: [],
    behind: false,
    now: () => clock.now(),
    fence: lease.fence,
    async assertHeld() {
      await lease.assertHeld();
      touched = true;
    },
    hasTime: () => clock.monotonic() - lease.takenAtMs < workBudgetMs,
    async enqueue(items) {
      for (const other of new Set(items.map((item) => item.lane))) await register(other);
      for (const item of items) if (item.lane !== lane) rings.add(item.lane, item.dueMs - clock.now());
      return items.map((item) => enqueue(item));
    },
    measure: (measurement) => void measured.push(measurement),
  };
  return { drain, touched: () => touched, measured };
}
