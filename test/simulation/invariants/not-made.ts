import { siteKey } from '#shared/rows/site-rows.ts';
import { zoneIds } from '../installation.ts';
import type { ZoneChange } from '../world/zones.ts';
import type { Invariant } from './invariant.ts';
import { hostOf, isAddress } from './marks.ts';

/** Clocks of two functions may differ by this much. */
const skewMs = 2_500;

/** What nobody asks for any more is not written first, to go, or to be kept, afterwards. */
export const nothingMadeToEnd: Invariant = {
  name: 'nothing is made of what is to end',
  watch({ zones, engine }, { violated, mirror }) {
    const made = new Set<string>();
    zones.onChange((change) => {
      const { by, zone, added, nowMs } = change;
      if (by === undefined) return;
      const view = zone === zoneIds.private ? 'private' : 'public';
      const beganMs = nowMs - (engine.scheduler.monotonic() - by.startedMs);
      const hosts = standingBefore(change);
      for (const set of added.filter(isAddress)) {
        const { SetIdentifier: setIdentifier = '' } = set;
        const host = hostOf(set);
        const name = `${zone} ${host} ${setIdentifier}`;
        const isFirst = !made.has(name) && !hosts.has(host);
        made.add(name);
        const site = mirror.row(siteKey({ host, view, setIdentifier }));
        if (isFirst && site?.wish.zone === zone && (site.release?.sinceMs ?? nowMs) < beganMs - skewMs)
          violated(`${by.name} made ${host} ${setIdentifier}, which nobody asks for`);
      }
    });
  },
};

/** Names with an address before the change: more of the same, or another in its place, is not new. */
function standingBefore({ after, added, removed }: ZoneChange): ReadonlySet<string> {
  const gained = new Set(added);
  const before = [...removed, ...after.filter((set) => !gained.has(set))];
  return new Set(before.filter(isAddress).map(hostOf));
}
