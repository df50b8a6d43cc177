import { dnsLane, zoneKey } from '#shared/rows/zone-rows.ts';
import type { LaneState } from '#shared/runtime/lanes.ts';
import { setText } from '../world/zones.ts';
import type { Invariant } from './invariant.ts';
import { hostOf, isAddress, marks, marksOf } from './marks.ts';
import { isWished } from './wished-records.ts';

/** A zone is written only by the drain that holds its lane, after the zone was read, and never without the mark of what is written. */
export const oneWriter: Invariant = {
  name: 'one writer per zone, which has read it and marks what it writes',
  watch({ store, zones }, { violated, mirror }) {
    const writers = new Map<string, string>();
    let incarnation = 1;
    store.onNewLife(() => {
      incarnation += 1;
      writers.clear();
    });
    store.onCommit(({ by, actions }) => {
      for (const action of actions) {
        if (action.action !== 'put' || action.key.sk !== 'state') continue;
        const { lane, token } = action.row as LaneState;
        if (token === undefined) writers.delete(lane);
        else writers.set(lane, by);
      }
    });
    zones.onChange(({ by, zone, added, after }) => {
      if (by === undefined) return;
      const writer = writers.get(dnsLane(zone));
      if (writer !== by.name) violated(`${by.name} wrote to ${zone} while ${writer ?? 'nobody'} held its lane`);
      if (mirror.row(zoneKey(zone))?.incarnation !== `life-${incarnation}`)
        violated(`${by.name} wrote to ${zone} before it was read`);
      const known = marksOf(after);
      for (const set of added) {
        if (isAddress(set) && !isWished(set) && !known.some((mark) => marks(mark, set)))
          violated(`${by.name} wrote ${setText(set)} without a mark`);
      }
      for (const mark of marksOf(added)) {
        if (!after.some((set) => isAddress(set) && hostOf(set) === mark.host))
          violated(`${by.name} marked ${mark.host}, where nothing stands`);
      }
    });
  },
};
