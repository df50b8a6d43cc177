import type { Scheduler } from '#shared/domain/clock.ts';
import type { KindId } from '#shared/domain/kinds.ts';
import type { ProjectedObject, SourceState } from '#shared/domain/objects.ts';
import type { ObjectSink, ObjectSource } from '../ports.ts';
import { Departures } from './departures.ts';
import { KindStates } from './kind-states.ts';
import type { Manner } from './manner.ts';
import { type Changed, Outbox } from './outbox.ts';
import { Store } from './store.ts';

export interface SceneOptions {
  readonly source: ObjectSource;
  readonly scheduler: Scheduler;
  readonly collectMs?: number;
  readonly departureMs?: number;
  readonly capacity?: number;
  /** Something waits to be sent. */
  ring(): void;
  /** These kinds are to be walked at once. */
  request(kinds: readonly KindId[]): void;
}

const sourceKind: KindId = 'firstlight.dev/Source';
const fileKind: KindId = 'firstlight.dev/File';

/** What is there, as the source tells it, and what of it is still to be said. */
export class Scene implements ObjectSink {
  readonly store = new Store();
  readonly outbox: Outbox;
  readonly departures: Departures;
  readonly #options: SceneOptions;
  readonly #states: KindStates;
  #absenceKnown = true;
  #complete = false;

  constructor(options: SceneOptions) {
    const { source, scheduler, collectMs, departureMs, capacity } = options;
    this.#options = options;
    this.#states = new KindStates(source.kinds, scheduler.now());
    for (const object of this.#states.sources) this.store.set(object);
    this.outbox = new Outbox({
      scheduler,
      ...(collectMs === undefined ? {} : { collectMs }),
      ...(capacity === undefined ? {} : { capacity }),
      onReady: () => options.ring(),
      onFull: () => source.pause(),
      onRoom: () => source.resume(),
    });
    this.departures = new Departures({
      scheduler,
      ...(departureMs === undefined ? {} : { delayMs: departureMs }),
      maySay: (kind) => this.manner(kind) === 'covering',
      gone: (changed) => this.#forget(changed),
    });
  }

  /** Whether the source has told the state of every kind. */
  get complete(): boolean {
    return this.#complete;
  }

  /** A source without files has none: what an earlier one left is healed by saying so. */
  start(): void {
    if (!this.#options.source.kinds.includes(fileKind)) this.listed(fileKind, []);
    this.#tellSources();
  }

  manner(kind: KindId): Manner {
    if (kind === sourceKind) return this.#complete ? 'covering' : 'silent';
    if (!this.#states.isListed(kind)) return 'silent';
    return this.#absenceKnown || kind === fileKind ? 'covering' : 'present';
  }

  listed(kind: KindId, objects: readonly ProjectedObject[]): void {
    const again = this.#states.isListed(kind);
    const there = new Set(objects.map((object) => object.key));
    for (const object of objects) this.upsert(object);
    for (const key of this.store.keys(kind)) if (!there.has(key)) this.remove(kind, key);
    this.#setState(kind, { state: 'listed' });
    if (again) return;
    this.departures.settle();
    this.#options.request([kind]);
  }

  notListed(kind: KindId, state: Exclude<SourceState, 'listed'>, message: string): void {
    this.#setState(kind, { state, message });
  }

  upsert(object: ProjectedObject): void {
    if (this.departures.cancel(object)) this.#options.ring();
    if (this.store.set(object)) this.#say(object);
  }

  remove(kind: KindId, key: string): void {
    if (this.store.get(kind, key) !== undefined) this.departures.begin({ kind, key });
  }

  absenceKnown(known: boolean): void {
    if (known === this.#absenceKnown) return;
    this.#absenceKnown = known;
    this.departures.settle();
    if (known) this.#options.request(this.#options.source.kinds.filter((kind) => this.#states.isListed(kind)));
    else this.#options.ring();
  }

  #forget(changed: Changed): void {
    if (this.store.remove(changed.kind, changed.key)) this.#say(changed);
  }

  /** While its kind is silent nothing waits: the walk that follows says it all. */
  #say(changed: Changed): void {
    if (this.manner(changed.kind) !== 'silent') this.outbox.add({ kind: changed.kind, key: changed.key });
  }

  #setState(kind: KindId, now: { readonly state: SourceState; readonly message?: string }): void {
    const source = this.#states.set(kind, now, this.#options.scheduler.now());
    if (source !== undefined && this.store.set(source)) this.#say(source);
    this.#tellSources();
  }

  #tellSources(): void {
    if (this.#complete || !this.#states.complete) return;
    this.#complete = true;
    this.#options.request([sourceKind]);
  }
}
