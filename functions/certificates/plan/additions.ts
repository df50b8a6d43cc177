import type { SniChange } from './changes.ts';
import type { Choice } from './choice.ts';
import { isListed, isOn, type Placed } from './lane.ts';
import type { LoadBalancerState } from './lane-state.ts';
import { byKeys } from './order.ts';
import { usedRoom } from './room.ts';
import type { Wanted } from './wanted.ts';

interface Additions {
  readonly changes: readonly SniChange[];
  /** Choices that a listener has no room for. */
  readonly noRoom: ReadonlySet<Choice>;
}

interface Wish {
  readonly choices: readonly Choice[];
  readonly wanted: Wanted;
  /** Something of ours will go for what comes: then the spare place is taken, too. */
  readonly isLeaving: boolean;
}

/**
 * What is put on the SNI lists of a load balancer, as far as there is room: what was chosen, then the default where it
 * serves a host alone. Elastic Load Balancing takes one that is the default, too (API reference,
 * DescribeListenerCertificates), and leaves it there when a deployment names another default.
 */
export function planAdditions(loadBalancer: LoadBalancerState, { choices, wanted, isLeaving }: Wish): Additions {
  const changes = new Map<string, SniChange>();
  const noRoom = new Set<Choice>();
  let used = usedRoom(loadBalancer);
  const limit = isLeaving ? loadBalancer.most : loadBalancer.most - 1;
  for (const [change, choice] of [...chosenOn(loadBalancer, choices), ...standInsOn(loadBalancer, wanted)]) {
    const name = `${change.listener} ${change.certificate}`;
    if (changes.has(name)) continue;
    if (used < limit) {
      used += 1;
      changes.set(name, change);
    } else if (choice !== undefined) noRoom.add(choice);
  }
  return { changes: [...changes.values()], noRoom };
}

type Addition = readonly [change: SniChange, choice?: Choice];

const chosenOn = (loadBalancer: LoadBalancerState, choices: readonly Choice[]): readonly Addition[] =>
  choices.flatMap((choice): readonly Addition[] => {
    const { placed, certificate } = choice;
    if (certificate?.status !== 'ISSUED' || placed.loadBalancer !== loadBalancer || !isOpen(placed)) return [];
    const { arn } = certificate;
    const listeners = placed.listeners.filter((listener) => !isOn(listener, arn));
    const reason = `it serves ${placed.demand.host}`;
    return listeners.map((listener) => [
      attach(loadBalancer, { listener: listener.arn, certificate: arn, reason }),
      choice,
    ]);
  });

const standInsOn = (loadBalancer: LoadBalancerState, { byDefault }: Wanted): readonly Addition[] =>
  [...loadBalancer.listeners].sort(byKeys(({ arn }) => [arn])).flatMap((listener): readonly Addition[] => {
    const { default: standard } = listener;
    const placed = byDefault.get(listener.arn)?.find(isOpen);
    if (standard === undefined || placed === undefined || isListed(listener, standard)) return [];
    const reason = `it serves ${placed.demand.host} only as long as it is the default`;
    return [[{ ...attach(loadBalancer, { listener: listener.arn, certificate: standard, reason }), standIn: true }]];
  });

const attach = (
  { arn }: LoadBalancerState,
  change: Pick<SniChange, 'listener' | 'certificate' | 'reason'>,
): SniChange => ({ kind: 'attach', loadBalancer: arn, ...change });

/** Where a controller is to be told, nothing is put there by us, also where there is none. */
const isOpen = ({ demand, edge }: Placed): boolean => demand.stopped === undefined && edge.settings.mode === 'acm';
