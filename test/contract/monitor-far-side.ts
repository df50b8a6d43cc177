import { serveRoute53 } from '#local/cloud/route53/server.ts';
import type { UptimeRobotOptions } from '#local/cloud/uptimerobot/options.ts';
import { plans } from '#local/cloud/uptimerobot/plans.ts';
import { UptimeRobot } from '#local/cloud/uptimerobot/uptimerobot.ts';
import type { MonitorSpec } from '#shared/domain/monitor.ts';
import type { MonitorProvider } from '../../functions/monitors/ports.ts';
import { uptimeRobot } from '../../shared/adapters/uptimerobot/uptimerobot.ts';
import { contacts } from '../local/cloud/uptimerobot/ask.ts';

export const mainKey = 'u1-main-key';

/** A strict account behind a socket, the adapter in front of it, and the time between. */
export async function openFarAccount(options: Partial<UptimeRobotOptions> = {}) {
  const time = { nowMs: Date.UTC(2026, 0, 1) };
  const account = new UptimeRobot({
    plan: plans.enterprise,
    contacts,
    windows: [{ id: 21, name: 'Nightly <b>' }],
    pages: [{ id: 31, name: 'Status "all"' }],
    ...options,
    keys: { [mainKey]: 'main', ...options.keys },
  });
  const server = await serveRoute53(account, { port: 0, clock: () => time.nowMs });
  const open = (apiKey = mainKey): MonitorProvider =>
    uptimeRobot({ apiKey, endpoint: `${server.url}/v3`, clock: { now: () => time.nowMs } });
  return { time, account, open, provider: open(), close: () => server.close() };
}

export const spec: MonitorSpec = {
  name: 'shop-app <1> & "co"',
  url: 'https://app.example.com/health?a=1&b=2',
  intervalSeconds: 60,
  timeoutSeconds: 30,
  method: 'GET',
  expectedStatuses: ['200', '3xx'],
  followRedirects: false,
  verifyTls: true,
  regions: [],
  contacts: [{ id: '11', delayMinutes: 0, repeatMinutes: 0 }],
  maintenanceWindows: ['21'],
  tags: ['firstlight', 'site-1'],
};

export const keyworded: MonitorSpec = {
  ...spec,
  regions: ['europe', 'north-america'],
  keyword: { text: 'all "well" & good', caseSensitive: false, downWhile: 'absent' },
};
