import type { Edge } from '#shared/domain/configuration.ts';
import { goOnLoadBalancer } from '#shared/domain/edge-certificates.ts';
import { isInForce } from '#shared/domain/hold.ts';
import { mostCautious } from '#shared/domain/policy.ts';
import { scanItem } from '#shared/rows/certificates-lane-rows.ts';
import type { LoadBalancerRow } from '#shared/rows/load-balancer-rows.ts';
import { demandsOf, edgesOfSite } from './demands.ts';
import { troubleOf } from './edge-trouble.ts';
import { leftBehind } from './left-behind.ts';
import type { EdgeState, Hindrance, LaneState, LoadBalancerState } from './plan/lane-state.ts';
import { lookOf } from './renewals.ts';
import { type LaneWork, loadBalancerOf } from './work.ts';

/** What the plan is made of, out of the rows as they are now. `stuck`: why validation records do not stand, by ARN. */
export function assemble(work: LaneWork, stuck: ReadonlyMap<string, Hindrance>): LaneState {
  const { drain, rows, edges, heard, unsettled } = work;
  const led = new Set(work.sites.flatMap(({ site }) => leftBehind(work, site)?.arn ?? []));
  const certificates = [...rows.certificates.values()].map((row) => {
    const { certificate, ours, unsure, namespace, unneededSinceMs } = row;
    const hindrance = stuck.get(certificate.arn);
    const renewalBlocked = lookOf(row)?.hindrance;
    return {
      ...certificate,
      ours,
      ...(unsure === undefined ? {} : { unsure }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(unneededSinceMs === undefined ? {} : { unneededSinceMs }),
      ...(hindrance === undefined ? {} : { stuck: hindrance }),
      ...(renewalBlocked === undefined ? {} : { renewalBlocked }),
    };
  });
  return {
    nowMs: drain.now(),
    edges: edges.map((edge) => edgeState(work, edge)),
    loadBalancers: [...rows.loadBalancers.values()].flatMap((row) => loadBalancerState(work, row, led)),
    demands: demandsOf(work),
    certificates,
    requests: [...rows.requests.values()],
    zones: work.configuration.zones.map((zone) => ({
      ...zone,
      policy: mostCautious(work.configuration.mode, zone.policy),
    })),
    ...troublesOf(work),
    mayRemove: !isAnyoneLeft(work) && edges.every((edge) => heard.has(edge.cluster) && mayRemove(work, edge)),
    ...(unsettled === undefined ? {} : { unsettled }),
  };
}

/** A name that no certificate is to be requested for, as a change whose trouble is kept. */
export const checkOf = (name: string): string => `check ${name}`;

/** Troubles of keys that are due are forgotten: they are what is tried again now. */
function troublesOf({ drain, rows, startedMs }: LaneWork): Pick<LaneState, 'hindrances' | 'troubles'> {
  const due = new Set(drain.keys.map(({ key }) => key));
  const standing = [...rows.troubles.values()].filter(
    ({ key, sinceMs }) => sinceMs >= startedMs || !(due.has(key) || due.has(scanItem)),
  );
  const told = standing.map(({ change, reason, message }) => [change, { reason, message }] as const);
  const prefix = checkOf('');
  const hindrances = told.flatMap(([change, trouble]) =>
    change.startsWith(prefix) ? [[change.slice(prefix.length), trouble] as const] : [],
  );
  return { hindrances: new Map(hindrances), troubles: new Map(told) };
}

function edgeState(work: LaneWork, edge: Edge): EdgeState {
  const { name, certificates: settings, domains } = edge;
  const arn = loadBalancerOf(edge);
  const row = arn === undefined ? undefined : work.rows.loadBalancers.get(arn);
  const plain = { name, settings, domains };
  if (arn === undefined) return plain;
  if (row === undefined) {
    return { ...plain, trouble: { reason: 'Waiting', message: `the load balancer ${arn} was not read yet` } };
  }
  const trouble = troubleOf(edge, row);
  return { ...plain, loadBalancer: arn, ...(trouble === undefined ? {} : { trouble }) };
}

/** A name of an edge that is not configured any more may still lead to what it had. */
const isAnyoneLeft = ({ configuration, sites }: LaneWork): boolean =>
  sites.some(({ site }) => edgesOfSite(site).some((name) => !configuration.edges.some((edge) => edge.name === name)));

/**
 * Two edges may have one load balancer: the more cautious of them has the word, most of all one that keeps us off.
 * @param led those that names still lead to although their edge has another one by now
 */
function loadBalancerState(
  work: LaneWork,
  row: LoadBalancerRow,
  led: ReadonlySet<string>,
): readonly LoadBalancerState[] {
  const edges = work.edges.filter((edge) => loadBalancerOf(edge) === row.arn);
  const isShared = work.configuration.edges.some(
    ({ certificates, loadBalancer }) =>
      !goOnLoadBalancer(certificates) && 'use' in loadBalancer && loadBalancer.use.arn === row.arn,
  );
  if (edges.length === 0) return [];
  const owned = controllerState(work, row, edges);
  // What its owner is not told of stays or goes as the owner likes, known to us or not.
  const isTold = (owned.controller?.tellsIn.length ?? 0) > 0;
  const isLeft = !isTold && (owned.controller !== undefined || edges.every(isToBeTold));
  const isUnsure = edges.some((edge) => !work.heard.has(edge.cluster) || !mayRemove(work, edge));
  return [
    {
      arn: row.arn,
      countsDefault: row.type === 'network',
      most: Math.min(...edges.map(({ certificates }) => certificates.most)),
      mostPerNamespace: Math.min(
        ...edges.map(({ certificates: { most, mostPerNamespace = most } }) => mostPerNamespace),
      ),
      keepsAll: isLeft || isShared || led.has(row.arn) || isAnyoneLeft(work) || isUnsure,
      listeners: row.listeners.map(({ port: _port, ...listener }) => listener),
      ...owned,
    },
  ];
}

function controllerState(
  { told }: LaneWork,
  { managedBy, service }: LoadBalancerRow,
  edges: readonly Edge[],
): Pick<LoadBalancerState, 'controller'> {
  if (managedBy === undefined) return {};
  const telling = service === undefined ? [] : edges.filter(isToBeTold);
  const tellsIn = [...new Set(telling.map(({ cluster }) => cluster))].sort();
  const before = tellsIn.flatMap((cluster) => told.get(cluster)?.find((row) => row.service === service) ?? []);
  return {
    controller: {
      name: managedBy,
      ...(service === undefined ? {} : { service }),
      tellsIn,
      told: [...new Set(before.flatMap(({ certificates }) => certificates))],
    },
  };
}

const isToBeTold = ({ certificates }: Edge): boolean => certificates.mode === 'annotate';

function mayRemove({ configuration, holds, drain }: LaneWork, { name, cluster, policy }: Edge): boolean {
  const isHeld = holds.some(
    (hold) =>
      isInForce(hold, drain.now()) &&
      ['all', `edge:${name}`, `cluster:${cluster}`].some((scope) => scope === hold.scope),
  );
  return mostCautious(configuration.mode, policy) === 'sync' && !isHeld;
}
