import type { MonitorCall } from '../world/uptime-account.ts';
import type { World } from '../world/world.ts';
import type { Invariant } from './invariant.ts';
import { hostOfUrl } from './watched-sites.ts';

/** Clocks of functions differ from the world's. */
const skewMs = 5_000;

/** When the process began that made a call. */
export const beganMs = ({ engine }: World, { nowMs, by }: MonitorCall): number =>
  nowMs - (engine.scheduler.monotonic() - by.startedMs);

/** Who paused it has a reason. */
export const pauseStays: Invariant = {
  name: 'what a person paused stays paused',
  watch({ outside: { uptime }, store }, { violated }) {
    const byHand = new Set<number>();
    store.onNewLife(() => byHand.clear());
    uptime.onChange((before, after, who) => {
      if (after === undefined || who === 'check') return;
      if (after.status !== 'PAUSED') byHand.delete(after.id);
      else if (before?.status !== 'PAUSED') byHand.add(after.id);
    });
    uptime.onCall(({ before, after, path, by }) => {
      if (after === undefined) return;
      if (path.endsWith('/pause')) byHand.delete(after.id);
      if (path.endsWith('/start') && before?.status === 'PAUSED' && byHand.has(after.id))
        violated(`${by.name} started ${after.url} (${after.id}), which somebody had paused`);
    });
  },
};

/** From the first drain after a deployment or a person says so. */
export const stopped: Invariant = {
  name: 'observe and hold change no monitor',
  watch(world, { violated, mirror }) {
    let observedMs: number | undefined;
    world.store.onNewLife(() => {
      observedMs = undefined;
    });
    world.store.onCommit(({ actions, nowMs }) => {
      if (!actions.some(({ key }) => key.pk === 'config')) return;
      observedMs = mirror.configuration?.document.mode === 'observe' ? (observedMs ?? nowMs) : undefined;
    });
    world.outside.uptime.onCall((call) => {
      if (call.method === 'GET') return;
      const began = beganMs(world, call);
      const host = hostOfUrl((call.before ?? call.after)?.url ?? 'http://nothing');
      const hold = mirror.holds.find(
        ({ scope, sinceMs, untilMs = Number.POSITIVE_INFINITY }) =>
          sinceMs < began - skewMs && untilMs > call.nowMs + skewMs && (scope === 'all' || scope === `host:${host}`),
      );
      if (hold !== undefined) violated(`${call.by.name} asked for ${call.method} of ${host}, held by ${hold.scope}`);
      if (observedMs !== undefined && observedMs < began - skewMs)
        violated(`${call.by.name} asked for ${call.method} of ${host} while observing`);
    });
  },
};
