import { type LaneRow, siteKey } from '#shared/rows/site-rows.ts';
import type { Invariant } from './invariant.ts';
import { hostOf, isAddress, readMark } from './marks.ts';

/** Nobody is told that a name stands while it does not, unless somebody else has just taken it away. */
export const conditionsTrue: Invariant = {
  name: 'a site is called ready only when it stands',
  watch({ store, zones }, { violated, mirror }) {
    const touched = new Set<string>();
    zones.onChange(({ by, zone, removed }) => {
      if (by !== undefined) return;
      for (const set of removed) touched.add(`${zone} ${isAddress(set) ? hostOf(set) : (readMark(set)?.host ?? '')}`);
    });
    store.onCommit(({ by, actions }) => {
      for (const action of actions) {
        if (action.action !== 'put' || !action.key.sk.startsWith('lane#')) continue;
        const { site, lane, conditions } = action.row as LaneRow;
        if (!conditions.some(({ type, reason }) => type === 'DnsReady' && reason === 'InSync')) continue;
        // Of what is going the condition of before stays until the end.
        if (mirror.row(siteKey(site))?.state !== 'live') continue;
        const zone = lane.slice('dns:'.length);
        const stands = zones.recordSets(zone).some((set) => isAddress(set) && hostOf(set) === site.host);
        if (!stands && !touched.has(`${zone} ${site.host}`))
          violated(`${by} called ${site.host} (${site.view}) ready, which is not in ${zone}`);
      }
    });
  },
};
