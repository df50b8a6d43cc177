import type { LaneRow } from '#shared/rows/site-rows.ts';
import { processingMs } from '../world/zones.ts';
import type { Invariant } from './invariant.ts';
import { hostOf, isAddress } from './marks.ts';

/** A change that was accepted is not yet everywhere: whoever is told that a name is ready may ask any server. */
export const readyWhenEverywhere: Invariant = {
  name: 'a site is called ready only when its change is everywhere',
  watch({ store, zones, engine }, { violated }) {
    const changedMs = new Map<string, number>();
    zones.onChange(({ by, zone, added }) => {
      if (by === undefined) return;
      for (const set of added.filter(isAddress)) {
        changedMs.set(`${zone} ${hostOf(set)} ${set.SetIdentifier ?? ''}`, engine.scheduler.monotonic());
      }
    });
    store.onCommit(({ by, actions }) => {
      for (const action of actions) {
        if (action.action !== 'put' || !action.key.sk.startsWith('lane#')) continue;
        const { site, lane, conditions, lostChange } = action.row as LaneRow;
        // While nobody knows whether a change was made, what was said before it stays.
        if (lostChange !== undefined) continue;
        if (!conditions.some(({ type, reason }) => type === 'DnsReady' && reason === 'InSync')) continue;
        const sinceMs = changedMs.get(`${lane.slice('dns:'.length)} ${site.host} ${site.setIdentifier}`);
        const agoMs = engine.scheduler.monotonic() - (sinceMs ?? Number.NEGATIVE_INFINITY);
        if (agoMs < processingMs) violated(`${by} called ${site.host} ready ${agoMs} ms after its change was accepted`);
      }
    });
  },
};
