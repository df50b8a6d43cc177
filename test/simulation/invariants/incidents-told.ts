import type { AlertState } from '#shared/domain/alert.ts';
import { alertRows, type MessageRow } from '#shared/rows/alert-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { UptimeIncident } from '../world/uptime-account.ts';
import type { World } from '../world/world.ts';
import type { Invariant } from './invariant.ts';
import type { Mirror } from './mirror.ts';
import { monitorLines } from './monitor-lines.ts';
import { hostOfUrl, isOverdue, keepTimes, mayBeWatched, type Times } from './watched-sites.ts';

/** No drain lasts longer. */
const staleMs = 130_000;
const nearMs = 1_000;

/** What people are to be told happened: the provider has it on record, of a name that was up and is to be watched. */
export const incidentsTrue: Invariant = {
  name: 'nothing is told that did not happen',
  watch(world, { violated, mirror }) {
    const told = new Set<string>();
    const wanted = keepTimes(world, mirror, (site) => mayBeWatched(site, mirror));
    const overdueMs = keepOverdue(world, mirror);
    world.store.onCommit(({ actions, by, nowMs }) => {
      for (const action of actions) {
        if (action.action !== 'put' || action.key.pk !== alertRows.pk) continue;
        const alert = action.row as AlertState;
        if (alert.about !== 'monitor') continue;
        for (const problem of wrongOf(world, alert, { wanted, overdueMs, told, nowMs })) violated(`${by} ${problem}`);
      }
    });
  },
};

function keepOverdue({ store }: World, mirror: Mirror): Judging['overdueMs'] {
  const pending = new Map<string, SiteRow>();
  const times = new Map<string, number>();
  const note = (host: string, nowMs: number): void => {
    const site = pending.get(host);
    if (site !== undefined && isOverdue(site, nowMs)) times.set(host, nowMs);
  };
  store.onCommit(({ actions, nowMs }) => {
    for (const { key } of actions) {
      const host = key.pk.startsWith('site#') ? key.pk.split('#')[1] : undefined;
      if (host === undefined) continue;
      note(host, nowMs);
      const now = mirror.sites(host).find(({ release }) => release !== undefined);
      if (now === undefined) pending.delete(host);
      else pending.set(host, now);
    }
  });
  return (host, nowMs) => {
    note(host, nowMs);
    return times.get(host) ?? Number.NEGATIVE_INFINITY;
  };
}

interface Judging {
  readonly wanted: Times;
  /** When a host was last to go, and overdue. */
  readonly overdueMs: (host: string, nowMs: number) => number;
  /** Episodes that were judged. */
  readonly told: Set<string>;
  readonly nowMs: number;
}

function wrongOf(
  { outside }: World,
  alert: AlertState,
  { wanted, overdueMs, told, nowMs }: Judging,
): readonly string[] {
  const episode = alert.episodes.at(-1);
  if (episode === undefined) return [];
  const { openedMs, closedMs, unwatched } = episode;
  const name = `${alert.subject} ${openedMs} ${closedMs ?? ''}`;
  const isNew = !told.has(name);
  told.add(name);
  if (!isNew) return [];
  const host = alert.subject.split('/')[0] ?? '';
  const incidents = outside.uptime.incidents().filter(({ url }) => hostOfUrl(url) === host);
  const found = incidents.find(({ startedMs }) => Math.abs(startedMs - openedMs) <= nearMs);
  if (found === undefined) return [`says that ${host} is down since ${openedMs}, which nobody has met`];
  if (!found.wasUp) return [`says that ${host} is down, which never was up`];
  if (closedMs === undefined)
    return wanted.never(host, nowMs - staleMs, nowMs) && overdueMs(host, nowMs) < nowMs - staleMs
      ? [`says that ${host} is down, which nobody wants watched`]
      : [];
  if (unwatched === true) return [];
  const isThere = outside.uptime.monitors().some(({ id }) => id === found.monitorId);
  return isThere && isEarly(found, closedMs) ? [`says that ${host} is up again, which is down`] : [];
}

const isEarly = ({ endedMs }: UptimeIncident, closedMs: number): boolean =>
  endedMs === null || closedMs < endedMs - nearMs;

/** By how much a time that was seen may be later than what is on record: the account may be away. */
const lateSeconds = 15 * 60;

/** Up never before down, and after as long as it lasted. */
export const saidInOrder: Invariant = {
  name: 'up is said after down, and truly',
  watch({ outside: { channel, uptime } }, { violated }) {
    const down = new Set<string>();
    channel.onSaid(({ text, by }) => {
      for (const { state, host, seconds } of monitorLines(text)) {
        if (state === 'DOWN') down.add(host);
        else if (!down.has(host)) violated(`${by.name} said that ${host} is up, and never that it was down`);
        if (state !== 'UP' || seconds === undefined) continue;
        const lasted = uptime
          .incidents()
          .filter((one) => hostOfUrl(one.url) === host)
          .map(({ startedMs, endedMs }) => Math.floor(((endedMs ?? startedMs) - startedMs) / 1_000));
        if (!lasted.some((one) => seconds >= one - 1 && seconds <= one + lateSeconds))
          violated(`${by.name} said that ${host} was down for ${seconds} s, which lasted ${lasted.join(', ')} s`);
      }
    });
  },
};

/** What the channel took, and whoever told it has noted, is not told again. */
export const saidOnce: Invariant = {
  name: 'an incident is told once',
  watch({ outside: { channel, uptime }, store }, { violated }) {
    let noted: string[] = [];
    const waiting = new Map<string, string>();
    store.onNewLife(() => {
      noted = [];
      waiting.clear();
    });
    channel.onSaid(({ kind, text, threadTs, by }) => {
      const [line] = monitorLines(text);
      if (kind !== 'post' || threadTs !== undefined || !text.startsWith('Monitor is DOWN: ') || line === undefined)
        return;
      const happened = uptime.incidents().filter((one) => hostOfUrl(one.url) === line.host).length;
      const before = noted.filter((one) => one === text).length;
      if (before >= happened) violated(`${by.name} said again: ${text}`);
      waiting.set(by.name, text);
    });
    store.onCommit(({ by, actions }) => {
      const text = waiting.get(by);
      if (text === undefined) return;
      for (const action of actions) {
        if (action.action !== 'put' || !action.key.pk.startsWith('posted#')) continue;
        const row = action.row as MessageRow;
        if (row.unsure === true || row.text !== text) continue;
        noted.push(text);
        waiting.delete(by);
      }
    });
  },
};
