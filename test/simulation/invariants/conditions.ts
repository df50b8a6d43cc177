import { type LaneRow, siteKey } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
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
        const row = mirror.row(siteKey(site));
        // Of what is going, or only leaves this zone, the condition of before stays until the end.
        if (row?.state !== 'live' || dnsLane(row.wish.zone) !== lane) continue;
        const { zone } = row.wish;
        const stands = zones.recordSets(zone).some((set) => isAddress(set) && hostOf(set) === site.host);
        if (!stands && !touched.has(`${zone} ${site.host}`))
          violated(`${by} called ${site.host} (${site.view}) ready, which is not in ${zone}`);
      }
    });
  },
};
