import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import type { GoneRow } from '#shared/rows/gone-rows.ts';
import { zoneIds } from '../installation.ts';
import type { Invariant } from './invariant.ts';
import { hostOf, isAddress } from './marks.ts';

/** A name that answers goes on answering until its release was executed, or it stands in another zone of the same view. */
export const nothingDisappears: Invariant = {
  name: 'nothing disappears but by an executed release',
  watch(world, { violated }) {
    const { store, zones } = world;
    const released = new Set<string>();
    store.onCommit(({ actions }) => {
      for (const action of actions) {
        if (action.action !== 'put' || !action.key.pk.startsWith('gone#')) continue;
        const { site } = action.row as GoneRow;
        released.add(`${site.host}/${site.view}`);
      }
    });
    zones.onChange(({ by, zone, removed, after }) => {
      if (by === undefined) return;
      const view = zone === zoneIds.private ? 'private' : 'public';
      const answers = (sets: readonly ResourceRecordSet[], host: string): boolean =>
        sets.some((set) => isAddress(set) && hostOf(set) === host);
      for (const host of new Set(removed.filter(isAddress).map(hostOf))) {
        const others = Object.values(zoneIds).filter(
          (id) => id !== zone && (id === zoneIds.private) === (view === 'private'),
        );
        if (answers(after, host) || others.some((id) => answers(zones.recordSets(id), host))) continue;
        if (!released.has(`${host}/${view}`))
          violated(`${by.name} removed all of ${host} (${view}) though no release of it was executed`);
      }
    });
  },
};
