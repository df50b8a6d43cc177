import type { SniChange } from './changes.ts';
import type { Choice } from './choice.ts';
import { isOn, type Lane } from './lane.ts';
import type { Entry, ListenerState, LoadBalancerState } from './lane-state.ts';
import { usedRoom } from './room.ts';
import type { Wanted } from './wanted.ts';

/** How long what is replaced stays beside what replaces it: clients and caches are slow. */
export const soakMs = 3_600_000;

export interface Attachments {
  readonly changes: readonly SniChange[];
  /** Choices that a listener has no room for. */
  readonly noRoom: ReadonlySet<Choice>;
  /** By listener: entries of ours that nobody needs, and since when. */
  readonly unneeded: ReadonlyMap<string, readonly Entry[]>;
}

/**
 * Adds what was chosen, as far as there is room, and takes off what nobody has needed for the soak: only what carries our
 * tag, never a default.
 */
export function planAttachments(lane: Lane, choices: readonly Choice[], wanted: Wanted): Attachments {
  const changes: SniChange[] = [];
  const noRoom = new Set<Choice>();
  const unneeded = new Map<string, readonly Entry[]>();
  for (const loadBalancer of lane.state.loadBalancers) {
    const idle = loadBalancer.listeners.map(
      (listener) => [listener, loadBalancer.keepsAll ? [] : findUnneeded(lane, listener, wanted)] as const,
    );
    for (const [listener, entries] of idle) if (entries.length > 0) unneeded.set(listener.arn, entries);
    changes.push(...planAdditions(lane, { loadBalancer, choices, wanted, noRoom }));
    changes.push(...idle.flatMap(([listener, entries]) => detachments(lane, { loadBalancer, listener, entries })));
  }
  return { changes, noRoom, unneeded };
}

interface Additions {
  readonly loadBalancer: LoadBalancerState;
  readonly choices: readonly Choice[];
  readonly wanted: Wanted;
  readonly noRoom: Set<Choice>;
}

/** The spare place is taken only where something of ours will go for it. */
function planAdditions(lane: Lane, { loadBalancer, choices, wanted, noRoom }: Additions): readonly SniChange[] {
  const changes = new Map<string, SniChange>();
  let used = usedRoom(loadBalancer);
  const isLeaving = loadBalancer.listeners.some((listener) =>
    listener.entries.some(({ certificate }) => isOurs(lane, certificate) && !has(wanted.chosen, listener, certificate)),
  );
  const limit = isLeaving ? loadBalancer.most : loadBalancer.most - 1;
  for (const choice of choices) {
    const { placed, certificate } = choice;
    if (certificate?.status !== 'ISSUED' || placed.loadBalancer !== loadBalancer) continue;
    if (placed.edge.trouble !== undefined || placed.demand.stopped !== undefined) continue;
    for (const listener of placed.listeners) {
      const name = `${listener.arn} ${certificate.arn}`;
      if (isOn(listener, certificate.arn) || changes.has(name)) continue;
      if (used >= limit) {
        noRoom.add(choice);
        continue;
      }
      used += 1;
      changes.set(name, {
        kind: 'attach',
        loadBalancer: loadBalancer.arn,
        listener: listener.arn,
        certificate: certificate.arn,
        reason: `it serves ${placed.demand.host}`,
      });
    }
  }
  return [...changes.values()];
}

/** The clock starts when nobody needs it, and begins anew when somebody did meanwhile. */
function findUnneeded(lane: Lane, listener: ListenerState, wanted: Wanted): readonly Entry[] {
  return listener.entries
    .filter(
      ({ certificate }) =>
        isOurs(lane, certificate) &&
        certificate !== listener.default &&
        !has(wanted.chosen, listener, certificate) &&
        !has(wanted.holding, listener, certificate),
    )
    .map(({ certificate, unneededSinceMs = lane.state.nowMs }) => ({ certificate, unneededSinceMs }));
}

interface Idle {
  readonly loadBalancer: LoadBalancerState;
  readonly listener: ListenerState;
  readonly entries: readonly Entry[];
}

const detachments = (lane: Lane, { loadBalancer, listener, entries }: Idle): readonly SniChange[] =>
  entries
    .filter(({ unneededSinceMs = lane.state.nowMs }) => lane.state.nowMs - unneededSinceMs >= soakMs)
    .map(({ certificate }) => ({
      kind: 'detach',
      loadBalancer: loadBalancer.arn,
      listener: listener.arn,
      certificate,
      reason: 'no host has needed it there for an hour',
    }));

const isOurs = (lane: Lane, arn: string): boolean => lane.certificate(arn)?.ours === true;
const has = (map: ReadonlyMap<string, ReadonlySet<string>>, { arn }: ListenerState, certificate: string): boolean =>
  map.get(arn)?.has(certificate) === true;
