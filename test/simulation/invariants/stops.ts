import type { World } from '../world/world.ts';
import type { ZoneChange } from '../world/zones.ts';
import type { Invariant, Watching } from './invariant.ts';
import { hostOf, isAddress, readMark } from './marks.ts';

/** Functions' clocks may be this far from the true time. */
const skewMs = 1_500;

/** From the first drain after a person or a deployment says so, observe and hold write nothing. */
export const stopsStop: Invariant = {
  name: 'observe and hold write nothing from the next drain on',
  watch(world, { violated, mirror }) {
    const observedSince = new Map<string, number>();
    world.store.onCommit(({ actions }) => {
      if (!actions.some(({ key }) => key.pk === 'config' && key.sk === 'config')) return;
      const document = mirror.configuration?.document;
      for (const { id, policy } of document?.zones ?? []) {
        if (document?.mode !== 'observe' && policy !== 'observe') observedSince.delete(id);
        else if (!observedSince.has(id)) observedSince.set(id, world.engine.scheduler.monotonic());
      }
    });
    world.store.onNewLife(() => observedSince.clear());
    world.zones.onChange((change) => {
      if (change.by === undefined) return;
      const since = observedSince.get(change.zone);
      if (since !== undefined && change.by.startedMs > since)
        violated(`${change.by.name} wrote to ${change.zone}, which is only observed`);
      for (const host of hostsOf(change)) {
        const hold = holdOn(world, { mirror, violated }, { change, host });
        if (hold !== undefined) violated(`${change.by.name} wrote ${host} in ${change.zone}, held by ${hold}`);
      }
    });
  },
};

interface Written {
  readonly change: ZoneChange;
  readonly host: string;
}

function holdOn({ engine }: World, { mirror }: Watching, { change, host }: Written): string | undefined {
  const { by } = change;
  const nowMs = engine.scheduler.now();
  const began = nowMs - (engine.scheduler.monotonic() - (by?.startedMs ?? 0));
  const zone = mirror.configuration?.document.zones.find(({ id }) => id === change.zone);
  return mirror.holds.find(({ scope, sinceMs, untilMs = Number.POSITIVE_INFINITY }) => {
    if (sinceMs > began - skewMs || untilMs < nowMs + skewMs) return false;
    return scope === 'all' || scope === `zone:${zone?.name}` || scope === `host:${host}`;
  })?.scope;
}

const hostsOf = ({ added, removed }: ZoneChange): ReadonlySet<string> =>
  new Set([...added, ...removed].flatMap((set) => (isAddress(set) ? hostOf(set) : (readMark(set)?.host ?? []))));
