import { placesUsed } from '#shared/domain/certificate-places.ts';
import type { Lane } from './lane.ts';
import type { LoadBalancerState } from './lane-state.ts';

/** Certificates that a load balancer has, each on each of its listeners. */
export const usedRoom = ({ listeners, countsDefault }: LoadBalancerState): number =>
  placesUsed(listeners, countsDefault);

/** One place stays free, so that a certificate can be replaced by one that is there before it goes. */
const spare = 1;

/** How many more are planned for; less than none where others have taken the spare place. */
export const freeRoom = (loadBalancer: LoadBalancerState): number => loadBalancer.most - spare - usedRoom(loadBalancer);

/** Room that the certificates on their way to a load balancer will take. */
export function promisedRoom(
  lane: Lane,
  loadBalancer: LoadBalancerState,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): number {
  return loadBalancer.listeners.reduce((sum, { arn, entries }) => {
    const here = new Set(entries.map(({ certificate }) => certificate));
    const coming = [...(wanted.get(arn) ?? [])].filter((one) => !here.has(one) && lane.certificate(one) !== undefined);
    return sum + coming.length;
  }, 0);
}
