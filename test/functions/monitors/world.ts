import type { Handle } from '#local/cloud/route53/faults.ts';
import type { UptimeRobotOptions } from '#local/cloud/uptimerobot/options.ts';
import { plans } from '#local/cloud/uptimerobot/plans.ts';
import { UptimeRobot } from '#local/cloud/uptimerobot/uptimerobot.ts';
import type { MonitorPolicy } from '#shared/domain/monitor-policy.ts';
import { alertRows } from '#shared/rows/alert-rows.ts';
import { incidentRows, monitorRows } from '#shared/rows/monitor-rows.ts';
import { historyRows } from '#shared/rows/safety-rows.ts';
import { type LaneRow, laneRowKey, memberKey, siteKey } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import { readFirstItem } from '#shared/runtime/selection.ts';
import { remove, type Table } from '#shared/runtime/table.ts';
import { monitorsCapability } from '../../../functions/monitors/handler.ts';
import type { MonitorPorts } from '../../../functions/monitors/work.ts';
import { uptimeRobot } from '../../../shared/adapters/uptimerobot/uptimerobot.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { monitorPolicy } from '../../support/monitor-policy.ts';
import { runDrain } from '../../support/run-drain.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { configurationWith, edgeOn, loadBalancer } from '../certificates/world.ts';
import { keyOf, type SiteChange } from '../dns/world-sites.ts';
import { lane, writeSite } from './sites.ts';

export const key = 'u1-main-key';

const policyWith = (adopt: readonly string[] = []): MonitorPolicy => ({
  ...monitorPolicy,
  accounts: [{ name: 'main', provider: 'uptimerobot', apiKey: { environment: 'KEY' }, adopt }],
});

const noCertificates = {
  mode: 'off',
  names: 'wildcard',
  keyAlgorithm: 'RSA_2048',
  reuse: [],
  most: 25,
  perNamespaceAndYear: 500,
  keepUnusedDays: 30,
} as const;

interface WorldOptions {
  readonly account?: Partial<UptimeRobotOptions>;
  readonly policy?: Partial<MonitorPolicy>;
  /** Names or ids of monitors that may be taken over. */
  readonly adopt?: readonly string[];
  readonly ports?: Omit<MonitorPorts, 'open'>;
  /** What may go wrong on the way; can be changed while it runs. */
  readonly way?: { handle?: (to: UptimeRobot) => Handle };
  readonly mode?: 'observe' | 'create-only' | 'upsert-only' | 'sync';
}

/** The monitors function with the real adapter before a strict account in the same process. */
export async function monitorsWorld({
  account: options = {},
  mode = 'sync',
  way = {},
  ports = {},
  ...over
}: WorldOptions = {}) {
  const clock = virtualClock();
  const table = memoryTable();
  const account = new UptimeRobot({ plan: plans.team, ...options, keys: { [key]: 'main', ...options.keys } });
  const secret = { value: key };
  const transport: typeof fetch = async (url, init) => {
    const { pathname: path, searchParams } = new URL(String(url));
    const headers = Object.fromEntries(new Headers(init?.headers));
    const request = { method: init?.method ?? 'GET', path, query: Object.fromEntries(searchParams), headers };
    const handle = way.handle?.(account) ?? ((asked, nowMs) => account.handle(asked, nowMs));
    const answer = handle({ ...request, body: String(init?.body ?? '') }, clock.now());
    if (answer.status === 0) throw new TypeError('fetch failed');
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
  const capability = monitorsCapability({
    open: async () => uptimeRobot({ apiKey: secret.value, clock, fetch: transport, endpoint: 'http://far/v3' }),
    ...ports,
  });
  const configure = (change: Partial<MonitorPolicy> = {}, now = mode) =>
    writeConfiguration(table, {
      ...configurationWith([{ ...edgeOn(loadBalancer('public')), certificates: { ...noCertificates } }]),
      mode: now,
      monitors: { ...policyWith(over.adopt), ...over.policy, ...change },
      alerts: {
        channels: [{ name: 'ops', kind: 'slack', token: { environment: 'T' }, channel: '#ops' }],
        routes: [],
        digestFrom: 3,
        flapWindowSeconds: 600,
      },
    });
  await configure();
  const drain = (mortal: Table = table, of = lane) => runDrain({ capability, lane: of, table: mortal, clock });
  return {
    ...{ table, clock, account, secret, lane, configure, drain },
    observe: (isObserved: boolean) => configure({}, isObserved ? 'observe' : mode),
    write: (name: string, change: SiteChange = {}, dns: LaneRow['conditions'][0]['status'] = 'True') =>
      writeSite({ table, clock }, name, { change, dns }),
    /** As a person makes one, a while ago. */
    byHand(friendlyName: string, url: string): void {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ type: 'HTTP', friendlyName, url, interval: 300, timeout: 30 });
      account.handle({ method: 'POST', path: '/v3/monitors', query: {}, headers, body }, clock.now());
      clock.advance(60_000);
    },
    /** Claims has nothing of a site any more. */
    forget: (name: string) =>
      table.transact([
        remove(siteKey(keyOf(name))),
        remove(memberKey(lane, keyOf(name))),
        remove(laneRowKey(keyOf(name), dnsLane('Z1'))),
      ]),
    /** Drains when something is due, for so long. */
    async settle(withinMs = 30_000, table2: Table = table, of = lane): Promise<void> {
      const endMs = clock.now() + withinMs;
      for (;;) {
        await drain(table2, of);
        const first = await readFirstItem(table, of);
        if (first === undefined || first.dueMs > endMs) break;
        clock.advance(Math.max(500, first.dueMs - clock.now()));
      }
      clock.advance(Math.max(0, endMs - clock.now()));
    },
    /** Makes the checks that are due, each of which meets that; what is to be called then. */
    check: (met: Parameters<UptimeRobot['record']>[1]) =>
      account.due(clock.now()).checks.flatMap((one) => account.record(one, met, clock.now())),
    async condition(name: string) {
      const row = await table.get(laneRowKey(keyOf(name), lane));
      const [condition] = row?.conditions ?? [];
      return condition && `${condition.status} ${condition.reason}: ${condition.message}`;
    },
    monitors: () => account.monitors().map(({ friendlyName, url, status }) => `${friendlyName} ${url} ${status}`),
    rows: async () => (await table.query(monitorRows(lane))).map(({ row }) => row),
    incidents: async () => (await table.query(incidentRows(lane))).map(({ row }) => row),
    async history() {
      const rows = (await table.query(historyRows(new Date(clock.now()).toISOString().slice(0, 10)))).map(
        ({ row }) => row,
      );
      return rows.map(({ action, before = '', after = before, by }) => `${action} ${after} by ${by}`);
    },
    alerts: async () => (await table.query(alertRows)).map(({ row }) => row),
  };
}
