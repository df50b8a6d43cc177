import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import type { GoneRow } from '#shared/rows/gone-rows.ts';
import { type LaneRow, lanePrefix, type SiteRow, siteKey, sitePrefix } from '#shared/rows/site-rows.ts';
import { zoneIds } from '../installation.ts';
import type { Invariant } from './invariant.ts';
import { hostOf, isAddress } from './marks.ts';

/**
 * A name that answers goes on answering until its release was executed, or it stands in another zone of the same view.
 * While its first change is on its way it is not known to answer: then somebody else may be given the host.
 */
export const nothingDisappears: Invariant = {
  name: 'nothing disappears but by an executed release',
  watch(world, { violated, mirror }) {
    const { store, zones } = world;
    const released = new Set<string>();
    const unknown = new Set<string>();
    store.onCommit(({ actions }) => {
      for (const action of actions) {
        if (action.action !== 'put') continue;
        const { pk, sk } = action.key;
        if (pk.startsWith('gone#')) {
          const { site } = action.row as GoneRow;
          released.add(`${site.host}/${site.view}`);
        } else if (sk.startsWith(lanePrefix)) {
          const { site, applied } = action.row as LaneRow;
          if (applied && mirror.row(siteKey(site))?.state === 'live') unknown.delete(`${site.host}/${site.view}`);
        } else if (sk.startsWith(sitePrefix)) {
          const { host, view, state } = action.row as SiteRow;
          const lanes = [...mirror.under(pk)].flatMap(([key, row]) =>
            key.startsWith(lanePrefix) ? [row as LaneRow] : [],
          );
          if (state === 'dying' && lanes.every(({ applied }) => !applied)) unknown.add(`${host}/${view}`);
        }
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
        if (!released.has(`${host}/${view}`) && !unknown.has(`${host}/${view}`))
          violated(`${by.name} removed all of ${host} (${view}) though no release of it was executed`);
      }
    });
  },
};
