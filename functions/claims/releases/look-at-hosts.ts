import type { Outcome } from '#shared/runtime/capability.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { type Gate, openGate } from './gate.ts';
import { lookAtHost } from './host-look.ts';
import { keepNotices } from './notices.ts';

/**
 * Looks at hosts one after the other. The guard judges all planned releases once, at the first one that is due: what
 * this drain executes afterwards does not change its word.
 * @param settled what became of all other keys of the drain.
 */
export async function lookAtHosts(
  drain: ClaimsDrain,
  hosts: readonly string[],
  settled: readonly Outcome[],
): Promise<readonly Outcome[]> {
  let opened: Promise<Gate> | undefined;
  const gate = (): Promise<Gate> => {
    opened ??= openGate(drain, settled);
    return opened;
  };
  const outcomes: Outcome[] = [];
  let blocked = false;
  for (const host of hosts) {
    if (!drain.hasTime()) break;
    const looked = await lookAtHost(drain, host, gate);
    outcomes.push(looked.outcome);
    blocked ||= looked.blocked;
  }
  await keepNotices(drain, { openGate: gate, blocked });
  return outcomes;
}
