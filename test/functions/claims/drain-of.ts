import type { Drain } from '../../../shared/runtime/capability.ts';
import { readConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { check, type Table } from '../../../shared/runtime/table.ts';

/** A drain outside the runtime, for what needs no lease. */
export async function drainOf(table: Table): Promise<Drain> {
  const configuration = await readConfiguration(table);
  if (configuration === undefined) throw new Error('no configuration');
  return {
    lane: 'claims:demo',
    table,
    configuration,
    incarnation: 'incarnation-1',
    keys: [],
    behind: false,
    now: () => 1_000,
    fence: check({ pk: 'nobody', sk: 'nobody' }, 'absent'),
    assertHeld: async () => {},
    hasTime: () => true,
    enqueue: async () => [],
    measure: () => undefined,
  };
}
