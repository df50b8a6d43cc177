import type { LaneRow, SiteRow } from '#shared/rows/site-rows.ts';
import type { Invariant } from './invariant.ts';

/** A site is forgotten when every zone is done with it, and does not forget what it points to: no address is none known. */
export const sitesKept: Invariant = {
  name: 'a site goes last, and knows its target until then',
  watch({ store }, { violated, mirror }) {
    const known = new Set<string>();
    store.onNewLife(() => known.clear());
    store.onCommit(({ by, actions }) => {
      for (const action of actions) {
        const { pk, sk } = action.key;
        if (!pk.startsWith('site#') || !sk.startsWith('set#')) continue;
        const name = `${pk} ${sk}`;
        if (action.action === 'put') {
          const { state, wish } = action.row as SiteRow;
          if (wish.target !== undefined) known.add(name);
          else if (state === 'live' && known.has(name)) violated(`${by} forgot what ${name} points to`);
        }
        if (action.action !== 'delete') continue;
        known.delete(name);
        const lanes = [...mirror.under(pk)].flatMap(([key, row]) => (key.startsWith('lane#') ? [row as LaneRow] : []));
        const left = lanes.find(({ site }) => `set#${site.setIdentifier}` === sk);
        if (left !== undefined) violated(`${by} removed ${name}, which ${left.lane} is not done with`);
      }
    });
  },
};
