import { escapeHtml } from '../escape-html.ts';
import type { StoredMonitor } from './monitor.ts';
import type { Ask } from './state.ts';

/** A monitor as the API writes it: MonitorDto of the contract. */
export function monitorAnswer(
  { state, windows, nowMs }: Pick<Ask, 'state' | 'windows' | 'nowMs'>,
  monitor: StoredMonitor,
): object {
  const { responseTimeThreshold: _always0, regionData, tagNames, maintenanceWindowsIds, isLegacy, ...stored } = monitor;
  const { statusSinceMs, createdMs, nextCheckMs: _next, failures: _failures, ...shown } = stored;
  const incident = state.incidents.get(monitor.lastIncidentId ?? '');
  return {
    ...shown,
    friendlyName: escapeHtml(monitor.friendlyName),
    url: escapeHtml(monitor.url),
    sslBrand: null,
    sslExpiryDateTime: null,
    domainExpireDate: null,
    authType: 'NONE',
    httpUsername: '',
    httpPassword: '',
    postValueData: null,
    postValueType: null,
    port: null,
    gracePeriod: 30,
    // "Always returns 0" (the contract, CreateHttpMonitorDto).
    responseTimeThreshold: 0,
    regionalData: { REGION: ['na'], ...regionData, INFRASTRUCTURE: isLegacy ? 'Legacy' : 'New' },
    maintenanceWindows: maintenanceWindowsIds.flatMap((id) => windows.find((one) => one.id === id) ?? []).map(window),
    psps: [...state.pages.values()].filter(({ monitorIds }) => shows(monitorIds, monitor.id)).map(page),
    currentStateDuration: Math.max(0, Math.floor((nowMs - statusSinceMs) / 1000)),
    userId: 1,
    tags: tagNames.map((name) => ({ id: state.tags.get(name) ?? 0, name, color: '#3bd671' })),
    ...(incident === undefined ? {} : { lastIncident: incidentOf(incident) }),
    lastDayUptimes: { bucketSize: 0, histogram: [] },
    createDateTime: new Date(createdMs).toISOString(),
    apiKey: '',
    groupId: 0,
  };
}

type Incident = Ask['state']['incidents'] extends Map<string, infer One> ? One : never;

export const incidentOf = ({ id, cause, reason, startedMs, endedMs }: Incident): object => ({
  id,
  status: endedMs === null ? 'Ongoing' : 'Resolved',
  cause,
  reason,
  startedAt: new Date(startedMs).toISOString(),
  duration: endedMs === null ? null : Math.round((endedMs - startedMs) / 1000),
});

/** `[0]` stands for all of them (uptimerobot/terraform-provider-uptimerobot, resource psp). */
const shows = (ids: readonly number[], id: number): boolean => ids.includes(id) || ids.includes(0);

/** MaintenanceWindowDto: when a window is open is not modelled. */
export const window = ({ id, name }: Ask['windows'][number]): object => ({
  id,
  userId: 1,
  name,
  interval: 'daily',
  date: null,
  time: '02:00:00',
  duration: 30,
  autoAddMonitors: false,
  monitorIds: [],
  days: [],
  status: 'active',
  created: '2026-01-01T00:00:00.000Z',
});

/** PspDto: what is on a page, not how it looks. */
export const page = ({ id, friendlyName, monitorIds }: { id: number; friendlyName: string; monitorIds: number[] }) => ({
  id,
  friendlyName: escapeHtml(friendlyName),
  customDomain: null,
  isPasswordSet: false,
  monitorIds,
  tagIds: [],
  monitorsCount: monitorIds.length,
  status: 'ENABLED',
  urlKey: `page${id}`,
  homepageLink: null,
  gaCode: null,
  shareAnalyticsConsent: false,
  useSmallCookieConsentModal: false,
  icon: null,
  noIndex: false,
  logo: null,
  hideUrlLinks: false,
  subscription: false,
  showCookieBar: false,
  pinnedAnnouncementId: null,
  customSettings: null,
});
