import type { Clock } from '#shared/domain/clock.ts';
import type { Bus, PutResult } from '../../../forwarder/ports.ts';
import type { Engine } from '../engine/engine.ts';

/** The bus as forwarders reach it: entries are refused one by one, whole requests fail, answers get lost. */
export function faultyBus(engine: Engine, bus: Bus): Bus {
  const { faults } = engine;
  const travel = engine.chance('bus');
  return {
    async put(entries) {
      await engine.sleep(travel.between(5, 60));
      engine.step();
      if (faults.hit('put.refused')) throw new Error('PutEvents: 503');
      const taken = entries.map((entry) => ({ entry, ok: !faults.hit('put.partial') }));
      const good = taken.filter(({ ok }) => ok).map(({ entry }) => entry);
      const results = good.length === 0 ? [] : [...(await bus.put(good))];
      if (faults.hit('put.answerLost')) throw new Error('PutEvents: socket hang up');
      return taken.map(({ ok }): PutResult => (ok && results.shift()) || throttled);
    },
  };
}

const throttled: PutResult = { ok: false, retryable: true, code: 'ThrottlingException' };

/** The same bus; `unsaid` has what it did not take, by its text, with the time of the first try. */
export function noteUnsaid(clock: Clock, bus: Bus, unsaid: Map<string, number>): Bus {
  return {
    async put(entries) {
      for (const { detail } of entries) unsaid.set(detail, unsaid.get(detail) ?? clock.monotonic());
      const results = await bus.put(entries);
      for (const [index, { detail }] of entries.entries()) {
        const result = results[index];
        if (result?.ok === true || result?.retryable === false) unsaid.delete(detail);
      }
      return results;
    },
  };
}
