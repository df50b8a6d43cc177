import type { Bus } from '../../forwarder/ports.ts';
import { formatEpoch } from '../../shared/domain/marker.ts';
import { testWorld } from '../functions/claims/world.ts';
import { corpusConfiguration } from './configuration.ts';
import { type Found, readFound } from './found.ts';

/** A bus that takes everything, for a hub to hear later. */
export const keepingIn = (details: string[]): Bus => ({
  async put(entries) {
    details.push(...entries.map(({ detail }) => detail));
    return entries.map(() => ({ ok: true }));
  },
});

/** A hub that knows its zones and nothing else yet. */
export async function freshHub() {
  const world = await testWorld(corpusConfiguration);
  await world.readZones();
  return {
    /** Newer than anything that the hub has heard. */
    epoch: formatEpoch(world.clock.now(), 'case'),
    /** What comes of these messages. */
    async hears(details: readonly string[]): Promise<Found> {
      for (const detail of details) await world.send(JSON.parse(detail));
      await world.settle();
      return readFound(world.table);
    },
  };
}
