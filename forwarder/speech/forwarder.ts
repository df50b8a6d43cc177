import type { Scheduler } from '#shared/domain/clock.ts';
import { type KindId, kindIds } from '#shared/domain/kinds.ts';
import type { Epoch } from '#shared/domain/marker.ts';
import { sourceOf } from '#shared/events/envelope.ts';
import { objectRangesType } from '#shared/events/object-ranges.ts';
import type { Bus, ObjectSource, Report } from '../ports.ts';
import { Delivery } from './delivery.ts';
import { createMarkers } from './epoch.ts';
import { Scene } from './scene.ts';
import { takeChanges } from './speech.ts';
import { Walker } from './walk.ts';

export interface ForwarderOptions {
  readonly cluster: string;
  readonly source: ObjectSource;
  readonly bus: Bus;
  readonly scheduler: Scheduler;
  /** From 0 (included) to 1. */
  random(): number;
  /** Drawn by `drawEpoch` for this process; never used by another. */
  readonly epoch: Epoch;
  report?(report: Report): void;
  /** How long a burst of changes is collected; 250 ms unless told. */
  readonly collectMs?: number;
  /** How long a vanished object still stands; 2 s unless told. */
  readonly departureMs?: number;
  /** Waiting keys at which the source pauses. */
  readonly capacity?: number;
}

export interface Forwarder {
  start(): void;
  /** True when all kinds have a state and all that can be said now is said, deletes that wait their 2 s included. */
  idle(): boolean;
  /** Resolves once `idle`. Never by itself while the bus refuses to answer: race it against a time. */
  flush(): Promise<void>;
  /** Says nothing more from now on, whatever is known: for who has lost the right to speak. */
  silence(): void;
  figures(): ForwarderFigures;
  /** The JSON of an object as it was last projected. */
  find(kind: KindId, key: string): string | undefined;
  /** Stops the source, says what is known, for at most `deadlineMs` (5 s), then falls silent for good. */
  stop(deadlineMs?: number): Promise<void>;
}

/** How it goes, for metrics and probes. */
export interface ForwarderFigures {
  /** The source has told the state of every kind. */
  readonly complete: boolean;
  /** Keys that have something to say. */
  readonly unsaidKeys: number;
  /** Objects known, by kind. */
  readonly objects: ReadonlyMap<KindId, number>;
}

/** Tells the hub of everything its source shows: changes as they come, and all of it at the start and each hour. */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const { cluster, scheduler, source } = options;
  const marker = createMarkers(options.epoch);
  const random = () => options.random();
  const waiters = new Set<() => void>();
  const scene = new Scene({
    ...options,
    ring: () => delivery.ring(),
    request: (kinds: readonly KindId[]) => walker.request(kinds),
  });
  const manner = (kind: KindId) => scene.manner(kind);
  const walker = new Walker({
    cluster,
    scheduler,
    kinds: kindIds,
    random,
    marker,
    manner,
    keyed: (kind) => ({ kind, keys: scene.store.keys(kind), object: (key) => scene.store.get(kind, key) }),
    bytes: (kind) => scene.store.bytes(kind),
    onReady: () => delivery.ring(),
  });
  const delivery = new Delivery({
    bus: options.bus,
    scheduler,
    random,
    pull: [
      () => takeChanges({ cluster, outbox: scene.outbox, store: scene.store, marker, manner }),
      () => walker.take(),
    ],
    entry: (letter) => ({ detailType: objectRangesType, source: sourceOf(cluster), detail: letter.detail }),
    report: (report) => options.report?.(report),
    onRest: () => wake(),
  });
  const said = () => delivery.idle && scene.outbox.size === 0 && !walker.busy;
  const idle = () => said() && scene.complete && scene.departures.sayable === 0;
  const wake = () => {
    for (const waiter of waiters) waiter();
  };
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const waiter = () => {
        if (!condition()) return;
        waiters.delete(waiter);
        resolve();
      };
      waiters.add(waiter);
      waiter();
    });
  const quiet = () => {
    scene.departures.stop();
    walker.stop();
    scene.outbox.stop();
  };
  return {
    start: () => {
      scene.start();
      source.start(scene);
      walker.start();
    },
    idle,
    flush: () => {
      scene.outbox.hurry();
      return until(idle);
    },
    silence: () => {
      quiet();
      delivery.stop();
      void source.stop();
    },
    find: (kind, key) => scene.store.get(kind, key)?.text,
    figures: () => ({
      complete: scene.complete,
      unsaidKeys: scene.outbox.size,
      objects: new Map(kindIds.map((kind) => [kind, scene.store.count(kind)])),
    }),
    stop: async (deadlineMs = 5_000) => {
      await source.stop();
      scene.departures.stop();
      walker.stop();
      scene.outbox.hurry();
      let late = false;
      const cancel = scheduler.after(deadlineMs, () => {
        late = true;
        wake();
      });
      await until(() => late || said());
      cancel();
      scene.outbox.stop();
      delivery.stop();
    },
  };
}
