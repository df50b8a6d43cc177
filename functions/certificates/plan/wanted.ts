import type { Choice } from './choice.ts';
import { coverOf } from './cover.ts';
import { isValid } from './fitness.ts';
import { isListed, isOn, type Lane, type Placed } from './lane.ts';
import type { ListenerState } from './lane-state.ts';

/** What each listener is to answer with, and until that is there what it still needs. */
export interface Wanted {
  /** By listener: the certificates that are to be on its SNI list, pending ones too. */
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
  /** By listener: certificates that serve a host until what was chosen for it is there. */
  readonly holding: ReadonlyMap<string, ReadonlySet<string>>;
  /** By listener: the hosts that its default alone serves. It goes on the SNI list, as a deployment may name another one. */
  readonly byDefault: ReadonlyMap<string, readonly Placed[]>;
}

export function findWanted(lane: Lane, choices: readonly Choice[]): Wanted {
  const chosen = new Map<string, Set<string>>();
  const holding = new Map<string, Set<string>>();
  const byDefault = new Map<string, Placed[]>();
  for (const choice of choices) {
    const { placed, certificate } = choice;
    for (const listener of placed.listeners) {
      if (certificate !== undefined && listener.default !== certificate.arn) add(chosen, listener.arn, certificate.arn);
      if (listener.default !== undefined && isByDefault(lane, choice, listener)) {
        add(chosen, listener.arn, listener.default);
        byDefault.set(listener.arn, [...(byDefault.get(listener.arn) ?? []), placed]);
      }
      if (certificate !== undefined && isOn(listener, certificate.arn)) continue;
      for (const { certificate: arn } of listener.entries) {
        if (servesNow(lane, placed, arn)) add(holding, listener.arn, arn);
      }
    }
  }
  const listeners = lane.state.loadBalancers.flatMap((one) => one.listeners);
  for (const host of lane.state.unsettled?.hosts ?? []) {
    for (const [{ arn }] of lane.covering(host)) for (const listener of listeners) add(holding, listener.arn, arn);
  }
  return { chosen, holding, byDefault };
}

/** What is chosen for it is the default itself, or nothing that could be on the list by now. */
function isByDefault(lane: Lane, { placed, certificate }: Choice, listener: ListenerState): boolean {
  const { default: standard } = listener;
  if (standard === undefined || placed.demand.elsewhere !== undefined || !servesNow(lane, placed, standard))
    return false;
  if (certificate === undefined || certificate.arn === standard) return true;
  return certificate.status !== 'ISSUED' && !isListed(listener, certificate.arn);
}

/** Whether the listener answers for the host with something that clients take. */
export const isServed = (lane: Lane, placed: Placed, listener: ListenerState): string | undefined =>
  [
    ...listener.entries.map(({ certificate }) => certificate),
    ...(listener.default === undefined ? [] : [listener.default]),
  ]
    .filter((arn) => servesNow(lane, placed, arn))
    .sort()[0];

function servesNow(lane: Lane, { demand }: Placed, arn: string): boolean {
  const certificate = lane.certificate(arn);
  return (
    certificate !== undefined &&
    isValid(certificate, lane.state.nowMs) &&
    coverOf(certificate.names, demand.host) !== undefined
  );
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key) ?? new Set<string>();
  values.add(value);
  map.set(key, values);
}
