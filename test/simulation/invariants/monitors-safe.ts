import { formerMonitor } from '../installation.ts';
import type { MonitorCall } from '../world/uptime-account.ts';
import type { Invariant } from './invariant.ts';
import { beganMs, pauseStays, stopped } from './monitors-stopped.ts';
import { hostOfUrl, isReady, isToBeWatched, keepTimes, ourTag } from './watched-sites.ts';

/** Clocks of functions differ from the world's. */
const skewMs = 5_000;
/** A list may be this old, and a drain goes on with it. */
const listedMs = 5 * 60_000;

/** Who changes a monitor knows it as ours, or it is one that may be taken over. */
const foreignStays: Invariant = {
  name: 'no monitor of others is touched',
  watch(world, { violated }) {
    const untaggedMs = new Map<number, number>();
    world.outside.uptime.onChange((before, after) => {
      if (before === undefined || ourTag(world.configuration, before) === undefined) return;
      if (after !== undefined && ourTag(world.configuration, after) === undefined)
        untaggedMs.set(after.id, world.engine.scheduler.now());
    });
    world.outside.uptime.onCall(({ method, before, by, path, nowMs, isUnheard }) => {
      if (method === 'GET' || before === undefined || ourTag(world.configuration, before) !== undefined) return;
      if (isUnheard) return;
      const { adopt = [] } = world.configuration.monitors?.accounts[0] ?? {};
      const isTaggedByOthers = before.tagNames.some((tag) => tag.startsWith('fl-'));
      const isAdopted =
        method === 'PATCH' &&
        before.friendlyName === formerMonitor &&
        adopt.includes(formerMonitor) &&
        !isTaggedByOthers;
      const wasOurs = (untaggedMs.get(before.id) ?? 0) > nowMs - listedMs;
      if (!isAdopted && !wasOurs)
        violated(`${by.name} asked for ${method} ${path}, ${before.friendlyName} of somebody`);
    });
  },
};

/** Whatever answers get lost: none is made while there is one. */
const oneEach: Invariant = {
  name: 'a site has one monitor',
  watch({ outside, configuration }, { violated }) {
    outside.uptime.onCall((call) => {
      const { after } = call;
      const tag = isMade(call) && after !== undefined ? ourTag(configuration, after) : undefined;
      if (tag === undefined || after === undefined) return;
      const other = outside.uptime.monitors().find((one) => one.id !== after.id && ourTag(configuration, one) === tag);
      if (other !== undefined) violated(`${call.by.name} made another monitor of ${after.url}, beside ${other.id}`);
    });
  },
};

const isMade = ({ before, after, method }: MonitorCall): boolean =>
  method === 'POST' && before === undefined && after !== undefined;

/** Nothing rings for a name that is being born. */
const madeWhenReady: Invariant = {
  name: 'no monitor is made before its name answers',
  watch(world, { violated, mirror }) {
    const ready = {
      'http:': keepTimes(world, mirror, (site) => isReady(mirror, site, false)),
      'https:': keepTimes(world, mirror, (site) => isReady(mirror, site, true)),
    };
    world.outside.uptime.onCall((call) => {
      if (!isMade(call) || call.after === undefined) return;
      const { url } = call.after;
      const times = url.startsWith('https:') ? ready['https:'] : ready['http:'];
      if (times.never(hostOfUrl(url), beganMs(world, call) - skewMs, call.nowMs))
        violated(`${call.by.name} made a monitor of ${url}, which does not answer yet`);
    });
  },
};

/** What goes may come back, and has its history then. */
const keptForGrace: Invariant = {
  name: 'no monitor is deleted before its grace is over',
  watch(world, { violated, mirror }) {
    const wanted = keepTimes(world, mirror, isToBeWatched);
    const inSets = keepTimes(world, mirror, ({ setIdentifier }) => setIdentifier !== '');
    world.outside.uptime.onCall((call) => {
      const { before, after, method, by } = call;
      if (method !== 'DELETE' || before === undefined || after !== undefined) return;
      const { configuration, outside } = world;
      const host = hostOfUrl(before.url);
      const isSpare = outside.uptime
        .monitors()
        .some((one) => ourTag(configuration, one) !== undefined && hostOfUrl(one.url) === host);
      const isOtherKind = mirror
        .sites(host)
        .some(
          ({ wish }) =>
            wish.monitor !== undefined && (wish.monitor.keyword === undefined) === (before.type === 'KEYWORD'),
        );
      if (isSpare || isOtherKind || ourTag(configuration, before) === undefined) return;
      const { afterRelease = 'never' } = configuration.monitors ?? {};
      const graceMs = afterRelease === 'immediately' ? 0 : afterRelease === 'never' ? 0 : afterRelease.seconds * 1_000;
      const began = beganMs(world, call);
      // Each record set of a name has a monitor of its own while no other one watches for it, and goes by itself.
      if (!inSets.never(host, began - graceMs - skewMs, call.nowMs)) return;
      if (afterRelease === 'never') violated(`${by.name} deleted the monitor of ${before.url}, which is to stay`);
      else if (!wanted.never(host, began - graceMs + skewMs, began - skewMs))
        violated(`${by.name} deleted the monitor of ${before.url}, which was wanted within ${graceMs / 1_000} s`);
    });
  },
};

export const monitorsSafe: readonly Invariant[] = [
  foreignStays,
  oneEach,
  madeWhenReady,
  keptForGrace,
  pauseStays,
  stopped,
];
