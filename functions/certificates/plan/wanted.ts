import type { Choice } from './choice.ts';
import { coverOf } from './cover.ts';
import { isValid } from './fitness.ts';
import { isOn, type Lane, type Placed } from './lane.ts';
import type { ListenerState } from './lane-state.ts';

/** What each listener is to answer with, and until that is there what it still needs. */
export interface Wanted {
  /** By listener: the certificates that hosts are to be served with, pending ones too; its default is not counted. */
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
  /** By listener: certificates that serve a host until what was chosen for it is there. */
  readonly holding: ReadonlyMap<string, ReadonlySet<string>>;
}

export function findWanted(lane: Lane, choices: readonly Choice[]): Wanted {
  const chosen = new Map<string, Set<string>>();
  const holding = new Map<string, Set<string>>();
  for (const { placed, certificate } of choices) {
    for (const listener of placed.listeners) {
      if (certificate !== undefined && listener.default !== certificate.arn) add(chosen, listener.arn, certificate.arn);
      if (certificate !== undefined && isOn(listener, certificate.arn)) continue;
      for (const { certificate: arn } of listener.entries) {
        if (servesNow(lane, placed, arn)) add(holding, listener.arn, arn);
      }
    }
  }
  return { chosen, holding };
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
