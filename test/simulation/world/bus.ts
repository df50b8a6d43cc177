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
