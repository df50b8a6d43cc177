import type { ObjectChange } from '../../../../functions/claims/hosts/claim-set.ts';
import { decideHost, type HostDecision } from '../../../../functions/claims/hosts/holders.ts';
import type { HostInput } from '../../../../functions/claims/hosts/host-input.ts';
import type { View } from '../../../../shared/domain/configuration.ts';
import type { RoutingPolicy } from '../../../../shared/domain/record.ts';
import { siteText } from '../../../../shared/domain/site.ts';
import { monitorsLane } from '../../../../shared/rows/monitor-lanes.ts';
import type { LaneRow, SiteRow } from '../../../../shared/rows/site-rows.ts';
import { dnsLane, isZoneLane } from '../../../../shared/rows/zone-rows.ts';

export const host = 'app.example.com';
export const nowMs = 1_700_000_000_000;

export interface Asked {
  readonly namespace: string;
  readonly name: string;
  readonly cluster?: string;
  readonly edge?: string;
  readonly views?: readonly View[];
  readonly creationTimestamp?: string;
  readonly target?: string;
  /** Its set identifier and routing policy. */
  readonly set?: readonly [string, RoutingPolicy];
}

export const zoneOf = (view: View): string => (view === 'public' ? 'Z1' : 'Z2');

export function change({
  namespace,
  name,
  cluster = 'demo',
  edge = 'public',
  views = ['public'],
  creationTimestamp,
  target = '192.0.2.1',
  set,
}: Asked): ObjectChange {
  const key = `${namespace}/${name}`;
  return {
    source: { cluster, apiGroup: 'networking.k8s.io', kind: 'Ingress', key },
    namespace,
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    keepOthers: false,
    wishes: views.map((view) => ({
      site: { host, view, setIdentifier: set?.[0] ?? '' },
      wish: {
        edge,
        zone: zoneOf(view),
        ...(target === '' ? {} : { target: { kind: 'addresses', addresses: [target] } }),
        ttlSeconds: 300,
        ...(set === undefined ? {} : { routing: set[1] }),
        ownerId: cluster,
        resource: `ingress/${key}`,
      },
    })),
  };
}

/** The same object, asking for nothing. */
export const gone = (asked: Asked): ObjectChange => change({ ...asked, views: [] });

export const start: HostInput = {
  host,
  nowMs,
  sites: [],
  claims: [],
  laneRows: [],
  owned: [],
  readZones: new Set(['Z1', 'Z2']),
  reserved: false,
  changes: [],
  laneOf: dnsLane,
  isZoneLane,
  certificatesLaneOf: () => undefined,
  monitorsLaneOf: ({ monitor }) => (monitor === undefined ? undefined : monitorsLane(monitor.account)),
  releaseAfterMs: () => 120_000,
  hasQuota: false,
  incarnation: 'incarnation-1',
  stopOf: () => undefined,
  mustStay: () => false,
  edgePolicyOf: () => 'sync',
  loadBalancerOf: () => undefined,
  edgeServes: () => true,
  mayRelease: new Map(),
};

/** The state after a decision, as the table would hold it; lane rows as dns left them. */
export function after(input: HostInput, decision: HostDecision, applied: boolean): HostInput {
  const laneRows = decision.sites.flatMap((site) =>
    site.lanes.map(
      (lane): LaneRow =>
        input.laneRows.find((row) => row.lane === lane && siteText(row.site) === siteText(site)) ?? {
          site: { host, view: site.view, setIdentifier: site.setIdentifier },
          lane,
          generation: site.generation,
          conditions: [],
          applied,
        },
    ),
  );
  const { hostRow: _old, ...rest } = input;
  const empty = decision.sites.length === 0 && decision.claims.length === 0;
  const hostRow = { host, holders: decision.holders, version: (input.hostRow?.version ?? 0) + 1 };
  return {
    ...rest,
    ...(empty ? {} : { hostRow }),
    sites: decision.sites,
    claims: decision.claims,
    laneRows,
    changes: [],
    mayRelease: new Map(),
  };
}

export function play(steps: readonly (readonly ObjectChange[])[], from: HostInput = start, applied = false): HostInput {
  let state = from;
  for (const changes of steps) {
    const input = { ...state, changes };
    state = after(input, decideHost(input), applied);
  }
  return state;
}

export const holderOf = (state: HostInput, view: View = 'public'): string | undefined =>
  state.sites.find((site) => site.view === view)?.holder.key;
export const verdictsOf = (state: HostInput): Record<string, string> =>
  Object.fromEntries(
    state.claims.map(({ source, site, verdict, reason }) => [`${source.key} ${site.view}`, `${verdict} ${reason}`]),
  );
export const permitted = (sites: readonly SiteRow[]): HostInput['mayRelease'] =>
  new Map(
    sites.flatMap((site) =>
      site.release === undefined ? [] : [[siteText(site), { release: site.release.id, counted: true }]],
    ),
  );
export const all = (state: HostInput): HostInput => ({
  ...state,
  mayRelease: permitted(state.sites),
});
export const decided = (input: HostInput): HostInput => after(input, decideHost(input), false);

/** Once dns has removed what is of dying sites. */
export function finished(state: HostInput): HostInput {
  const dying = new Set(state.sites.filter((site) => site.state === 'dying').map(siteText));
  if (dying.size === 0) return state;
  return finished(decided({ ...state, laneRows: state.laneRows.filter(({ site }) => !dying.has(siteText(site))) }));
}
