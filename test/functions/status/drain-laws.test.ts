import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusLane } from '../../../shared/rows/zone-rows.ts';
import { raiseWanted } from '../../../shared/runtime/lanes.ts';
import { mortal } from '../../support/mortal-table.ts';
import { seededRandom } from '../../support/run-drain.ts';
import type { Fault } from '../../support/status-bucket.ts';
import { statusWorld } from './world.ts';

const step = fc.oneof(
  fc.record({ what: fc.constant('site' as const), at: fc.nat(5), reason: fc.constantFrom('InSync', 'ChangePending') }),
  fc.record({ what: fc.constant('noSite' as const), at: fc.nat(5) }),
  fc.record({ what: fc.constant('object' as const), at: fc.nat(3), gone: fc.boolean() }),
  fc.record({ what: fc.constant('drain' as const), calls: fc.oneof(fc.nat(60), fc.constant(10_000)) }),
);

describe('the status of a cluster, whatever goes wrong', () => {
  it('is in the end what the rows say, and the index never names what is not there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.nat(), async (steps, seed) => {
        const random = seededRandom(seed);
        const trouble = { on: true };
        const world = await statusWorld(() => (trouble.on && random() < 0.3 ? faultOf(random()) : undefined));
        for (const one of steps) {
          const host = 'at' in one ? `h${one.at}.example.com` : '';
          const skipped = [{ reason: 'InvalidHost', message: '' } as const];
          if (one.what === 'site')
            await world.site(host, [
              { type: 'DnsReady', status: 'Unknown', reason: one.reason, message: '', since: '' },
            ]);
          if (one.what === 'noSite') await world.noSite(host);
          if (one.what === 'object')
            await world.object(`ns${one.at}/web`, { gone: one.gone, skipped: one.gone ? [] : skipped });
          // A drain that dies leaves its lease behind.
          if (one.what === 'drain')
            await world.drain(126_000, mortal(world.table, one.calls).table).catch(() => undefined);
          world.shown();
        }
        trouble.on = false;
        await world.settle();
        const shown = world.shown();
        await raiseWanted(world.table, statusLane('demo'));
        await world.settle();
        expect(world.shown()).toEqual(shown);
        expect([...shown.keys()].sort()).toEqual(await expectedKeys(steps));
      }),
      { numRuns: 40 },
    );
  });
});

const faults: readonly Fault[] = ['throttled', 'unheard', 'lostAnswer'];
const faultOf = (chance: number): Fault => faults[Math.floor(chance * faults.length)];

async function expectedKeys(
  steps: readonly { readonly what: string; readonly at?: number; readonly gone?: boolean }[],
) {
  const keys = new Set<string>();
  for (const { what, at, gone } of steps) {
    if (what === 'site') keys.add(`h${at}.example.com/public`);
    if (what === 'noSite') keys.delete(`h${at}.example.com/public`);
    if (what === 'object' && gone === true) keys.delete(`ns${at}/web`);
    if (what === 'object' && gone === false) keys.add(`ns${at}/web`);
  }
  return [...keys].sort();
}
