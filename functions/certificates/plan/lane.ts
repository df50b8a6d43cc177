import { type Cover, coverOf, wildcardOver } from './cover.ts';
import type {
  Demand,
  EdgeState,
  KnownCertificate,
  LaneState,
  ListenerState,
  LoadBalancerState,
  PastRequest,
} from './lane-state.ts';
import { byKeys } from './order.ts';

/** A lane's state in an order of its own, whatever order it came in, and what is looked up in it. */
export interface Lane {
  readonly state: LaneState;
  /** Who came first comes first. */
  readonly demands: readonly Placed[];
  readonly certificates: readonly KnownCertificate[];
  certificate(arn: string): KnownCertificate | undefined;
  covering(host: string): readonly (readonly [KnownCertificate, Cover])[];
  /** How much of what is wanted on an edge's load balancer a certificate answers for. */
  weight(certificate: KnownCertificate, edge: EdgeState): number;
  requestOf(arn: string): PastRequest | undefined;
}

/** A demand with where it is to be served. */
export interface Placed {
  readonly demand: Demand;
  readonly edge: EdgeState;
  readonly loadBalancer?: LoadBalancerState;
  /** Those that end TLS on the edge's load balancer; none where certificates are only issued. */
  readonly listeners: readonly ListenerState[];
}

export function openLane(state: LaneState): Lane {
  const edges = new Map(state.edges.map((edge) => [edge.name, edge]));
  const loadBalancers = new Map(state.loadBalancers.map((one) => [one.arn, one]));
  const certificates = [...state.certificates].sort(byKeys(({ arn }) => [arn]));
  const byArn = new Map(certificates.map((one) => [one.arn, one]));
  const byName = groupByName(certificates);
  const demands = state.demands
    .flatMap((demand) => placed(demand, edges, loadBalancers))
    .sort(byKeys(({ demand }) => [demand.sinceMs, demand.host, demand.edge]));
  const weights = weightsOf(demands);
  const requests = new Map(state.requests.flatMap((one) => (one.arn === undefined ? [] : [[one.arn, one] as const])));
  return {
    state,
    demands,
    certificates,
    certificate: (arn) => byArn.get(arn),
    covering(host) {
      const near = [...(byName.get(host) ?? []), ...(byName.get(wildcardOver(host)) ?? [])];
      return [...new Set(near)].flatMap((one) => {
        const cover = coverOf(one.names, host);
        return cover === undefined ? [] : [[one, cover] as const];
      });
    },
    weight: ({ names }, edge) => names.reduce((sum, name) => sum + (weights.get(weightKey(edge, name)) ?? 0), 0),
    requestOf: (arn) => requests.get(arn),
  };
}

function placed(
  demand: Demand,
  edges: ReadonlyMap<string, EdgeState>,
  loadBalancers: ReadonlyMap<string, LoadBalancerState>,
): readonly Placed[] {
  const edge = edges.get(demand.edge);
  if (edge === undefined) return [];
  const loadBalancer = edge.loadBalancer === undefined ? undefined : loadBalancers.get(edge.loadBalancer);
  const listeners = [...(loadBalancer?.listeners ?? [])].sort(byKeys(({ arn }) => [arn]));
  return [{ demand, edge, ...(loadBalancer === undefined ? {} : { loadBalancer }), listeners }];
}

function groupByName(certificates: readonly KnownCertificate[]): Map<string, KnownCertificate[]> {
  const byName = new Map<string, KnownCertificate[]>();
  for (const certificate of certificates) {
    for (const name of certificate.names) byName.set(name, [...(byName.get(name) ?? []), certificate]);
  }
  return byName;
}

function weightsOf(demands: readonly Placed[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { demand, edge } of demands) {
    for (const name of [demand.host, wildcardOver(demand.host)]) {
      const key = weightKey(edge, name);
      weights.set(key, (weights.get(key) ?? 0) + 1);
    }
  }
  return weights;
}

const weightKey = ({ loadBalancer, name: edge }: EdgeState, name: string): string => `${loadBalancer ?? edge} ${name}`;

/** Whether a listener answers with the certificate for the names on it. */
export const isOn = (listener: ListenerState, arn: string): boolean =>
  listener.default === arn || isListed(listener, arn);

/** Whether it is on the SNI list, which a deployment leaves alone. */
export const isListed = ({ entries }: ListenerState, arn: string): boolean =>
  entries.some(({ certificate }) => certificate === arn);

/** Whether all of these listeners do. */
export const isOnAll = ({ listeners }: Pick<Placed, 'listeners'>, arn: string): boolean =>
  listeners.length > 0 && listeners.every((listener) => isOn(listener, arn));
