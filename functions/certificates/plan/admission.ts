import type { Choice } from './choice.ts';
import type { Lane } from './lane.ts';
import type { LoadBalancerState } from './lane-state.ts';
import type { Need } from './needs.ts';
import { alone, type Bin, namesPerCertificate, pack, repack } from './packing.ts';
import { freeRoom, promisedRoom, usedRoom } from './room.ts';
import { type Places, placesOn, withinShares } from './shares.ts';

export interface Admission {
  readonly bins: readonly Bin[];
  /** No load balancer has room for them, with the one that is full. */
  readonly full: ReadonlyMap<Need, LoadBalancerState>;
  /** Their namespace has its share of a load balancer, with that one. */
  readonly over: ReadonlyMap<Need, LoadBalancerState>;
}

/** What takes room beside the needs. */
export interface Coming {
  readonly choices: readonly Choice[];
  /** By listener: certificates that are to be on it. */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
  /** Hosts that certificates were asked for without an answer. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Which certificates are requested so that no load balancer gets more than it takes: one for each need, packed ones
 * where those do not fit, and where even these do not, one that replaces smaller ones. The last ones to come are refused.
 */
export function admit(lane: Lane, needs: readonly Need[], { choices, wanted, asked }: Coming): Admission {
  const full = new Map<Need, LoadBalancerState>();
  const over = new Map<Need, LoadBalancerState>();
  const packed = new Map<Need, Bin>();
  for (const loadBalancer of lane.state.loadBalancers) {
    const mine = needs.filter((need) => need.placed.some((one) => one.loadBalancer?.arn === loadBalancer.arn));
    const promised = promisedRoom(lane, loadBalancer, wanted) + askedRoom(lane, loadBalancer, asked);
    const places = placesOn(lane, loadBalancer, { wanted, asked });
    const admitted = admitTo(lane, { loadBalancer, mine, choices, promised, places });
    const { bins, refused } = admitted;
    for (const need of admitted.over) over.set(need, loadBalancer);
    for (const bin of bins) if (isShared(bin)) for (const need of bin.needs) packed.set(need, bin);
    for (const need of refused) full.set(need, loadBalancer);
  }
  const admitted = needs.filter((need) => !full.has(need) && !over.has(need));
  const bins = new Set(admitted.flatMap((need) => packed.get(need) ?? []));
  const singles = alone(admitted.filter((need) => !packed.has(need)));
  return { bins: [...bins, ...singles], full, over };
}

/** At least as many certificates as their names take. */
function askedRoom(lane: Lane, loadBalancer: LoadBalancerState, asked: ReadonlySet<string>): number {
  const here = lane.demands.filter((one) => one.loadBalancer?.arn === loadBalancer.arn && asked.has(one.demand.host));
  return Math.ceil(here.length / namesPerCertificate) * Math.max(1, loadBalancer.listeners.length);
}

const isShared = ({ needs, absorbed }: Bin): boolean => needs.length > 1 || absorbed.length > 0;

interface Full {
  readonly loadBalancer: LoadBalancerState;
  readonly mine: readonly Need[];
  readonly choices: readonly Choice[];
  readonly promised: number;
  readonly places: Places;
}

function admitTo(lane: Lane, { loadBalancer, mine, choices, promised, places }: Full) {
  const each = Math.max(1, loadBalancer.listeners.length);
  const room = Math.max(0, Math.floor((freeRoom(loadBalancer) - promised) / each));
  const single = withinShares(lane, { loadBalancer, places }, alone(mine));
  if (single.bins.length <= room) return { ...single, refused: [] };
  const { bins: all, over } = withinShares(lane, { loadBalancer, places }, pack(lane, mine));
  const bins = all.slice(0, room);
  const rest = all.slice(room).flatMap(({ needs }) => needs);
  // The spare place is for this: it is free again once what was replaced has gone.
  const isSpare = usedRoom(loadBalancer) + promised + (bins.length + 1) * each <= loadBalancer.most;
  const bin = rest.length > 0 && isSpare ? repack(lane, loadBalancer, { needs: rest, choices }) : undefined;
  const refused = rest.filter((need) => bin?.needs.includes(need) !== true);
  return { bins: bin === undefined ? bins : [...bins, bin], refused, over };
}
