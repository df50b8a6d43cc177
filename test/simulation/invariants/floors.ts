import { compareKeys, lastKey } from '#shared/domain/keys.ts';
import { type FloorRow, floorKey, type InboxRow } from '#shared/rows/object-rows.ts';
import { readSaid } from '../world/said.ts';
import type { Invariant } from './invariant.ts';

interface Range {
  readonly from: string;
  readonly upTo: string;
}

/** What a walk leaves out counts as gone, so it counts only when every part of it was received in this life of the table. */
export const floorsWhole: Invariant = {
  name: 'a walk counts when all of it was heard',
  watch({ store }, { violated }) {
    const heard = new Map<string, Range[]>();
    store.onNewLife(() => heard.clear());
    store.onCommit(({ by, actions }) => {
      for (const action of actions) {
        if (action.action !== 'put') continue;
        const { pk, sk } = action.key;
        if (pk.startsWith('inbox#')) {
          const { cluster, ranges, walk } = readSaid(action.row as InboxRow);
          for (const { from, upTo, ...kind } of walk === undefined ? [] : ranges) {
            const name = `${floorKey({ cluster, ...kind }).pk} ${walk?.start}`;
            heard.set(name, [...(heard.get(name) ?? []), { from, upTo }]);
          }
        }
        if (!pk.startsWith('walk#') || sk !== 'floor') continue;
        const name = `${pk} ${(action.row as FloorRow).start}`;
        const end = reachOf(heard.get(name) ?? []);
        if (end !== lastKey) violated(`${by} took ${name} for whole, which was heard up to "${end}" only`);
      }
    });
  },
};

/** Up to which key ranges cover all, from the first one on. */
function reachOf(ranges: readonly Range[]): string {
  let reached = '';
  for (const { from, upTo } of ranges.toSorted((a, b) => compareKeys(a.from, b.from))) {
    if (compareKeys(from, reached) > 0) return reached;
    if (compareKeys(upTo, reached) > 0) reached = upTo;
  }
  return reached;
}
