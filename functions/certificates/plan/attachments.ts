import { planAdditions } from './additions.ts';
import { type Annotation, planAnnotation } from './annotation.ts';
import type { SniChange } from './changes.ts';
import type { Choice } from './choice.ts';
import type { Lane } from './lane.ts';
import { type Entry, type ListenerState, type LoadBalancerState, mayGo } from './lane-state.ts';
import { hasSoaked } from './soak.ts';
import type { Wanted } from './wanted.ts';

export interface Attachments {
  readonly changes: readonly SniChange[];
  /** Choices that a listener has no room for. */
  readonly noRoom: ReadonlySet<Choice>;
  /** By listener: entries of ours that nobody needs, and since when. */
  readonly unneeded: ReadonlyMap<string, readonly Entry[]>;
  /** What those who own load balancers are told instead. */
  readonly annotations: readonly Annotation[];
  /** Load balancers whose owners are to put something there that is not there yet. */
  readonly awaited: ReadonlySet<string>;
}

/**
 * Adds what was chosen, as far as there is room, and takes off what nobody has needed for the soak: only what carries our
 * tag or was put there as the default, never what is the default.
 */
export function planAttachments(lane: Lane, choices: readonly Choice[], wanted: Wanted): Attachments {
  const changes: SniChange[] = [];
  const noRoom = new Set<Choice>();
  const unneeded = new Map<string, readonly Entry[]>();
  const annotations: Annotation[] = [];
  const awaited = new Set<string>();
  for (const loadBalancer of lane.state.loadBalancers) {
    const idle = loadBalancer.listeners.map(
      (listener) => [listener, loadBalancer.keepsAll ? [] : findUnneeded(lane, listener, wanted)] as const,
    );
    for (const [listener, entries] of idle) if (entries.length > 0) unneeded.set(listener.arn, entries);
    if (loadBalancer.controller !== undefined) {
      const told = planAnnotation(lane, { loadBalancer, choices, idle: idle.flatMap(([, entries]) => entries) });
      for (const choice of told.noRoom) noRoom.add(choice);
      if (told.annotation !== undefined) annotations.push(told.annotation);
      if (told.isAwaited) awaited.add(loadBalancer.arn);
      continue;
    }
    const isLeaving = loadBalancer.listeners.some((listener) =>
      listener.entries.some(({ certificate }) => isLoose(lane, { listener, wanted }, certificate)),
    );
    const added = planAdditions(loadBalancer, { choices, wanted, isLeaving });
    changes.push(...added.changes);
    for (const choice of added.noRoom) noRoom.add(choice);
    changes.push(...idle.flatMap(([listener, entries]) => detachments(lane, { loadBalancer, listener, entries })));
  }
  return { changes, noRoom, unneeded, annotations, awaited };
}

/** The clock starts when nobody needs it, and begins anew when somebody did meanwhile. */
function findUnneeded(lane: Lane, listener: ListenerState, wanted: Wanted): readonly Entry[] {
  return listener.entries
    .filter(
      ({ certificate }) =>
        isLoose(lane, { listener, wanted }, certificate) && !has(wanted.holding, listener, certificate),
    )
    .map(({ certificate, unneededSinceMs = lane.state.nowMs }) => ({ certificate, unneededSinceMs }));
}

interface Idle {
  readonly loadBalancer: LoadBalancerState;
  readonly listener: ListenerState;
  readonly entries: readonly Entry[];
}

const detachments = (lane: Lane, { loadBalancer, listener, entries }: Idle): readonly SniChange[] =>
  (mayGo(lane.state) ? entries : [])
    .filter((entry) => hasSoaked(entry, lane.state.nowMs))
    .map(({ certificate }) => ({
      kind: 'detach',
      loadBalancer: loadBalancer.arn,
      listener: listener.arn,
      certificate,
      reason: 'no host has needed it there for an hour',
    }));

/** It may go: we put it there, nobody is to be served by it, and it is no default, which a listener does not let go. */
const isLoose = (
  lane: Lane,
  { listener, wanted }: { readonly listener: ListenerState; readonly wanted: Wanted },
  certificate: string,
): boolean =>
  (lane.certificate(certificate)?.ours === true || listener.standIns?.includes(certificate) === true) &&
  certificate !== listener.default &&
  !has(wanted.chosen, listener, certificate);
const has = (map: ReadonlyMap<string, ReadonlySet<string>>, { arn }: ListenerState, certificate: string): boolean =>
  map.get(arn)?.has(certificate) === true;
