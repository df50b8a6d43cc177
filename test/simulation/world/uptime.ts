import { AsyncLocalStorage } from 'node:async_hooks';
import type { Route53Request } from '#local/cloud/route53/request.ts';
import type { StoredMonitor } from '#local/cloud/uptimerobot/monitor.ts';
import type { StoredIncident } from '#local/cloud/uptimerobot/state.ts';
import { UptimeRobot } from '#local/cloud/uptimerobot/uptimerobot.ts';
import { uptimeRobot } from '#shared/adapters/uptimerobot/uptimerobot.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { MonitorProvider } from '../../../functions/monitors/ports.ts';
import type { Engine } from '../engine/engine.ts';
import type { Process } from '../engine/process.ts';
import type { Watched } from '../installation.ts';
import type { Checks } from './checks.ts';
import { changesByHand, foreignMonitor, givenMonitors, planOf } from './monitors-of-others.ts';
import { through } from './through.ts';
import type { MonitorCall, Uptime } from './uptime-account.ts';
import { drawUptimeFault } from './uptime-faults.ts';

interface Options {
  readonly checks: Checks;
  readonly watched: Watched | undefined;
  readonly hub: Configuration['hub'];
}

const key = 'u1-simulation';
/** How often checks that are due are made. */
const tickMs = 5_000;

export function createUptime(engine: Engine, { checks, watched, hub }: Options): Uptime {
  const { scheduler, trace } = engine;
  const asking = new AsyncLocalStorage<Process>();
  const callListeners: ((call: MonitorCall) => void)[] = [];
  const changeListeners: Parameters<Uptime['onChange']>[0][] = [];
  const begun = new Map<string, { readonly incident: StoredIncident; readonly url: string; readonly wasUp: boolean }>();
  const up = new Set<number>();
  const paused = new Set<number>();
  const faulted = new Set<object>();
  let isAway = false;
  const plan = planOf(watched);
  const account = new UptimeRobot({
    keys: { [key]: 'main' },
    plan,
    monitors: givenMonitors(watched, hub),
    faults: (request) => {
      const fault = drawUptimeFault(engine, request, isAway);
      if (fault !== undefined) faulted.add(request);
      return fault;
    },
  });
  const changed = (id: number, run: () => void, who: 'hand' | 'check'): void => {
    const before = find(account, id);
    run();
    const after = find(account, id);
    if (before?.status !== after?.status || who === 'hand')
      trace.note(
        who === 'hand' ? 'somebody' : 'checks',
        `monitor ${id} ${after?.url ?? ''} ${after?.status ?? 'gone'}`,
      );
    for (const incident of account.incidents()) {
      const { id: name, monitorId } = incident;
      if (!begun.has(name)) begun.set(name, { incident, url: after?.url ?? '', wasUp: up.has(monitorId) });
    }
    if (after?.status === 'UP') up.add(id);
    if (after?.status !== 'PAUSED') paused.delete(id);
    else if (before?.status !== 'PAUSED') paused.add(id);
    for (const listener of changeListeners) listener(before, after, who);
  };
  const handle = (request: Route53Request): ReturnType<UptimeRobot['handle']> => {
    const by = asking.getStore();
    const known = new Map(account.monitors().map((one) => [one.id, one]));
    const answer = account.handle(request, scheduler.now());
    const isFault = faulted.delete(request);
    const id = Number(/\d+$|\d+(?=\/)/.exec(request.path.replace('/v3/', ''))?.[0] ?? Number.NaN);
    const after = Number.isNaN(id) ? account.monitors().find((one) => !known.has(one.id)) : find(account, id);
    const before = known.get(id);
    if (by === undefined) return answer;
    const { method, path } = request;
    if (method !== 'GET') trace.note(by.name, `uptimerobot ${method} ${path} ${after?.url ?? ''} ${answer.status}`);
    const what = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
    const call = {
      method,
      path,
      ...what,
      status: answer.status,
      isFault,
      isUnheard: isAway,
      by,
      nowMs: scheduler.now(),
    };
    for (const listener of callListeners) listener(call);
    return answer;
  };
  const transport: typeof fetch = async (url, init) => {
    const { pathname: path, searchParams } = new URL(String(url));
    const headers = Object.fromEntries(new Headers(init?.headers));
    const query = Object.fromEntries(searchParams);
    const answer = handle({ method: init?.method ?? 'GET', path, query, headers, body: String(init?.body ?? '') });
    if (answer.status === 0) throw new TypeError('fetch failed');
    return new Response(answer.status === 204 ? null : answer.body, { status: answer.status, headers: answer.headers });
  };
  const tick = (): void => {
    for (const check of account.due(scheduler.now()).checks)
      changed(check.monitorId, () => void account.record(check, checks.meet(check), scheduler.now()), 'check');
    scheduler.after(tickMs, tick);
  };
  if (watched !== undefined) tick();
  const deadline = () => new AbortController().signal;
  return {
    portOf: (process) =>
      through<MonitorProvider>(
        uptimeRobot({ apiKey: key, clock: process.clock, endpoint: 'http://far/v3', fetch: transport, deadline }),
        (what, run) => process.call(`uptimerobot.${what}`, () => asking.run(process, () => engine.real(run))),
      ),
    monitors: () => account.monitors(),
    incidents: () => [...begun.values()].map(({ incident, ...more }) => ({ ...incident, ...more })),
    mostMonitors: plan.monitors,
    isPausedByHand: (id) => paused.has(id),
    edit(nth, how) {
      const all = account.monitors().filter(({ url }) => !url.includes('//many-'));
      const one = all[nth % Math.max(1, all.length)];
      if (one === undefined) return;
      changed(one.id, () => void account.byHand(changesByHand(one, how), scheduler.now()), 'hand');
    },
    makeForeign(name, host) {
      const known = new Set(account.monitors().map(({ id }) => id));
      account.byHand(foreignMonitor(name, host), scheduler.now());
      const made = account.monitors().find(({ id }) => !known.has(id));
      trace.note('somebody', made === undefined ? 'has no room for a monitor' : `made monitor ${made.id} ${made.url}`);
    },
    break(trouble) {
      if (trouble === 'away') isAway = true;
      else account.setKey(key);
    },
    mend(trouble) {
      if (trouble === 'away') isAway = false;
      else account.setKey(key, 'main');
    },
    onCall: (listener) => void callListeners.push(listener),
    onChange: (listener) => void changeListeners.push(listener),
  };
}

const find = (account: UptimeRobot, id: number): StoredMonitor | undefined =>
  account.monitors().find((one) => one.id === id);
