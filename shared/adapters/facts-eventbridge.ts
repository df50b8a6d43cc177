import { type Fact, type Facts, factEvent } from '#shared/runtime/facts.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import type { EventBus } from './eventbridge.ts';

/** Entries of one PutEvents (Amazon EventBridge, API reference). */
const entriesLimit = 10;

/** Tells facts on a bus, best effort: what was not told within ten seconds, or failed, is lost. */
export function factsOn(bus: EventBus, now: () => number): Facts {
  return {
    async publish(facts: readonly Fact[]) {
      const endMs = now() + callDeadlineMs;
      for (let at = 0; at < facts.length && now() < endMs; at += entriesLimit) {
        await bus.put(facts.slice(at, at + entriesLimit).map(factEvent));
      }
    },
  };
}
