import { alertText, isOpen } from '#shared/domain/alert.ts';
import { alertRows, messageRows } from '#shared/rows/alert-rows.ts';
import { siteKey } from '#shared/rows/site-rows.ts';
import type { World } from '../world/world.ts';
import type { Goal } from './invariant.ts';
import { monitorLines } from './monitor-lines.ts';
import { hostOfUrl, isToBeWatched, ourTag } from './watched-sites.ts';

/** A look each minute, and some for what is told. */
const lateMs = 180_000;

/** Whoever reads the channel knows what is down, and takes nothing for down that is not. */
export const peopleKnow: Goal = {
  name: 'people know what is down',
  async missing(world) {
    const { outside, engine, configuration, store } = world;
    if (configuration.alerts === undefined) return [];
    const nowMs = engine.scheduler.now();
    const shown = await lastShown(world);
    const ours = outside.uptime.monitors().filter((one) => ourTag(configuration, one) !== undefined);
    const toWatch = await Promise.all(
      ours.map(({ url }) => store.truth.get(siteKey({ host: hostOfUrl(url), view: 'public', setIdentifier: '' }))),
    );
    const untold = ours.filter(({ url, status, lastIncidentId }, at) => {
      const site = toWatch[at];
      const incident = outside.uptime.incidents().find(({ id }) => id === lastIncidentId);
      // Whether it was ever up nobody knows any more where the table was lost.
      const isDown =
        store.restores === 0 && status === 'DOWN' && incident?.wasUp === true && incident.startedMs < nowMs - lateMs;
      return (
        isDown &&
        site !== undefined &&
        isToBeWatched(site) &&
        !['DOWN', 'often'].includes(shown.get(hostOfUrl(url)) ?? '')
      );
    });
    // What stood in the channel before the table was restored, nobody knows any more.
    const wrong =
      store.restores > 0 ? [] : [...shown].filter(([host, state]) => state === 'DOWN' && !isDown(world, host));
    return [
      ...untold.map(({ url }) => `nobody was told that ${url} is down`),
      ...wrong.map(([host]) => `people take ${host} for down`),
    ];
  },
};

const isDown = ({ outside }: World, host: string): boolean =>
  outside.uptime.monitors().some((one) => hostOfUrl(one.url) === host && one.status === 'DOWN');

/** What was said last of each host; what comes and goes is known to. */
async function lastShown({ outside }: World): Promise<ReadonlyMap<string, string>> {
  const shown = new Map<string, string>();
  for (const { text, threadTs } of outside.channel.messages()) {
    if (threadTs !== undefined) continue;
    const [, often] = /again and again: .* \(https?:\/\/([^/\s)]+)/.exec(text) ?? [];
    if (often !== undefined) shown.set(often, 'often');
    for (const { host, state } of monitorLines(text)) shown.set(host, state);
  }
  return shown;
}

/** Each alert that is open stands in the channel as it is noted. */
export const alertsTold: Goal = {
  name: 'every alert is told',
  async missing({ configuration, store, outside, engine }) {
    if (configuration.alerts === undefined) return [];
    const alerts = (await store.truth.query(alertRows)).map(({ row }) => row);
    const messages = (await store.truth.query(messageRows('ops'))).map(({ row }) => row);
    const standing = new Map(outside.channel.messages().map(({ ts, text }) => [ts, text]));
    const nowMs = engine.scheduler.now();
    return alerts.flatMap((alert) => {
      const openedMs = alert.episodes.at(-1)?.openedMs ?? nowMs;
      if (!isOpen(alert) || alert.event !== undefined || openedMs + alert.quietMs > nowMs - lateMs) return [];
      const name = alertText(alert);
      const told = messages.filter(({ episodes }) => episodes.some((one) => one.alert === name));
      const isTold = told.some(({ at, text, unsure }) => unsure !== true && standing.get(at?.ts ?? '') === text);
      return isTold ? [] : [`nobody was told of ${name}`];
    });
  },
};
