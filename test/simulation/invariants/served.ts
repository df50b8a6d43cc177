import type { SiteRow } from '#shared/rows/site-rows.ts';
import { zoneIds } from '../installation.ts';
import type { Invariant } from './invariant.ts';
import { readMark } from './marks.ts';

/** A drain may still write what it read when it began; no drain lasts longer. */
const staleMs = 130_000;

/** Whoever is named by the mark of a record that Firstlight writes holds the site, or did when the drain began. */
export const noRefusedServed: Invariant = {
  name: 'a refused claim is never served',
  watch({ store, zones, engine }, { violated, mirror }) {
    const heldUntilMs = new Map<string, number>();
    const current = new Map<string, string>();
    const now = (): number => engine.scheduler.monotonic();
    const note = (site: SiteRow): void => {
      const place = `${site.host}/${site.view}/${site.setIdentifier}`;
      const holding = `${place} ${site.wish.ownerId} ${site.wish.resource}`;
      const before = current.get(place);
      if (before !== undefined && before !== holding) heldUntilMs.set(before, now());
      current.set(place, holding);
      heldUntilMs.set(holding, Number.POSITIVE_INFINITY);
    };
    store.onNewLife(() => {
      for (const holding of current.values()) heldUntilMs.set(holding, now());
      current.clear();
      for (const site of mirror.allSites) note(site);
    });
    store.onCommit(({ actions }) => {
      for (const action of actions) {
        if (action.action === 'put' && action.key.sk.startsWith('set#')) note(action.row as SiteRow);
      }
    });
    zones.onChange(({ by, zone, added }) => {
      if (by === undefined) return;
      const view = zone === zoneIds.private ? 'private' : 'public';
      for (const set of added) {
        const mark = readMark(set);
        if (mark === undefined) continue;
        const place = `${mark.host}/${view}/${set.SetIdentifier ?? ''}`;
        const until = heldUntilMs.get(`${place} ${mark.owner} ${mark.resource}`);
        if (until === undefined)
          violated(`${by.name} wrote ${mark.host} for ${mark.resource} of ${mark.owner}, who never held it`);
        else if (until < now() - staleMs)
          violated(`${by.name} wrote ${mark.host} for ${mark.resource}, who had lost it`);
      }
    });
  },
};
