import type { FloorRow, ObjectRow } from '#shared/rows/object-rows.ts';
import type { Invariant } from './invariant.ts';

/** What is known of an object never becomes older, and neither does a kind's floor; a new life of the table starts over. */
export const markersRise: Invariant = {
  name: 'order markers never go back',
  watch({ store }, { violated }) {
    const markers = new Map<string, string>();
    store.onNewLife(() => markers.clear());
    const rise = (name: string, marker: string): void => {
      const before = markers.get(name);
      if (before !== undefined && marker < before) violated(`${name} went from ${before} back to ${marker}`);
      markers.set(name, marker);
    };
    store.onCommit(({ actions }) => {
      for (const action of actions) {
        if (action.action !== 'put') continue;
        const name = `${action.key.pk}|${action.key.sk}`;
        if (action.key.pk.startsWith('obj#')) rise(name, (action.row as ObjectRow).marker);
        if (action.key.pk.startsWith('walk#') && action.key.sk === 'floor') rise(name, (action.row as FloorRow).start);
      }
    });
  },
};
