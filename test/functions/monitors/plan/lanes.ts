import type { LaneState, SiteState } from '../../../../functions/monitors/plan/lane-state.ts';
import { planLane } from '../../../../functions/monitors/plan/plan.ts';
import type { MonitorSpec, ObservedMonitor } from '../../../../shared/domain/monitor.ts';

export const hourMs = 3_600_000;
export const installationTag = 'fl-here';
export const tagOf = (host: string): string => `fl-${host.replaceAll('.', '')}`;

export const check = (host: string, over: Partial<MonitorSpec> = {}): MonitorSpec => ({
  name: host,
  url: `https://${host}/`,
  intervalSeconds: 300,
  timeoutSeconds: 30,
  method: 'GET',
  expectedStatuses: ['2xx'],
  followRedirects: true,
  verifyTls: true,
  regions: [],
  contacts: [],
  maintenanceWindows: [],
  tags: [],
  ...over,
});

export const site = (host: string, over: Partial<SiteState> = {}): SiteState => ({
  site: { host, view: 'public', setIdentifier: '' },
  tag: tagOf(host),
  check: check(host),
  dns: 'True',
  rank: 0,
  row: {},
  ...over,
});

export const monitor = (id: string, spec: MonitorSpec, over: Partial<ObservedMonitor> = {}): ObservedMonitor => ({
  id,
  name: spec.name,
  url: spec.url,
  status: 'up',
  tags: spec.tags,
  spec,
  createdMs: Number(id),
  statusPages: [],
  ...over,
});

/** As we made it. */
export const ours = (id: string, host: string, over: Partial<ObservedMonitor> = {}): ObservedMonitor =>
  monitor(id, check(host, { tags: [installationTag, tagOf(host)].sort() }), over);

export const lane = (over: Partial<LaneState> = {}): LaneState => ({
  nowMs: hourMs,
  installationTag,
  sites: [],
  listed: { startedMs: hourMs, monitors: [] },
  adopt: [],
  afterRelease: { seconds: 600 },
  lagMs: 10_000,
  relistAfterMs: hourMs,
  budget: { calls: 100, moreMs: 2 * hourMs },
  ...over,
});

export const listing = (...monitors: readonly ObservedMonitor[]) => ({ listed: { startedMs: hourMs, monitors } });

/** What is done in a lane, in a word each, and what is told of each site. */
export function told(sites: readonly SiteState[], over: Partial<LaneState> = {}) {
  const { changes, verdicts, requeueAt } = planLane(lane({ sites, ...over }));
  return {
    changes: changes.map((change) => ('id' in change ? `${change.kind} ${change.id}` : change.kind)),
    verdicts: verdicts.map(({ status, reason }) => `${status} ${reason}`),
    requeueAt,
  };
}

/** A site, what else there is, what is done, what is told. */
export type Row = readonly [string, SiteState, Partial<LaneState>, readonly string[], string];
