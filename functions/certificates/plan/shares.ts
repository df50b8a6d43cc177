import type { Lane } from './lane.ts';
import type { LoadBalancerState } from './lane-state.ts';
import type { Need } from './needs.ts';
import { type Bin, pack } from './packing.ts';

export interface WithinShares {
  readonly bins: readonly Bin[];
  /** Those that nobody else is to give way for. */
  readonly over: readonly Need[];
}

/** What namespaces have of a load balancer, or will have: places, by namespace. */
export type Places = ReadonlyMap<string, number>;

/**
 * No namespace takes more of a load balancer than its share: what is beyond that goes on certificates with its own hosts,
 * and what is beyond these is refused. Others keep their order.
 */
export function withinShares(
  lane: Lane,
  { loadBalancer, places }: { readonly loadBalancer: LoadBalancerState; readonly places: Places },
  bins: readonly Bin[],
): WithinShares {
  const { mostPerNamespace = Number.POSITIVE_INFINITY, listeners } = loadBalancer;
  const each = Math.max(1, listeners.length);
  const order = new Map(bins.flatMap(({ needs }) => needs).map((need, index) => [need, index]));
  const kept: Bin[] = [];
  const over: Need[] = [];
  for (const [namespace, mine] of Map.groupBy(bins, namespaceOf)) {
    const room = Math.max(0, Math.floor((mostPerNamespace - (places.get(namespace) ?? 0)) / each));
    const needs = mine.flatMap((bin) => bin.needs);
    const fitting = mine.length <= room ? mine : pack(lane, needs);
    kept.push(...fitting.slice(0, room));
    over.push(...fitting.slice(room).flatMap((bin) => bin.needs));
  }
  const rank = ({ needs: [first] }: Bin): number => (first === undefined ? 0 : (order.get(first) ?? 0));
  return { bins: kept.sort((a, b) => rank(a) - rank(b)), over };
}

/** Whoever came first of them pays for it. */
const namespaceOf = ({ needs: [need] }: Bin): string => need?.placed[0]?.demand.namespace ?? '';

/** Certificates that are to be on its listeners, and those that were asked for without an answer. */
export function placesOn(
  lane: Lane,
  { listeners }: LoadBalancerState,
  { wanted, asked }: { readonly wanted: ReadonlyMap<string, ReadonlySet<string>>; readonly asked: ReadonlySet<string> },
): Places {
  const places = new Map<string, number>();
  const add = (namespace: string, count: number): void =>
    void places.set(namespace, (places.get(namespace) ?? 0) + count);
  for (const { arn } of listeners) {
    for (const certificate of wanted.get(arn) ?? []) {
      const namespace = lane.certificate(certificate)?.namespace;
      if (namespace !== undefined) add(namespace, 1);
    }
  }
  for (const { arn, failure, hosts, namespace } of lane.state.requests) {
    const isUnanswered = arn === undefined && failure === undefined && hosts.some((host) => asked.has(host));
    if (isUnanswered) add(namespace, Math.max(1, listeners.length));
  }
  return places;
}
