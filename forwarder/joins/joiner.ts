import { isKindId } from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import type { ObjectSink } from '../ports.ts';
import type { Join, PartRef } from './join.ts';
import { type KindTold, nowListed, toldOf } from './kind-told.ts';
import type { RawSink, ReducedObject, ToldId } from './raw-source.ts';

export interface JoinerOptions {
  readonly joins: readonly Join[];
  /** The kinds that the source can tell of. */
  readonly offered: ReadonlySet<ToldId>;
  readonly sink: ObjectSink;
}

/** Hears of objects one by one and tells them whole. What stands alone passes through and is not kept. */
export class Joiner implements RawSink {
  readonly #joins: readonly Join[];
  readonly #sink: ObjectSink;
  readonly #told = new Map<ToldId, KindTold>();
  /** Of the kinds that are joined, and of those that they are joined with. */
  readonly #kept = new Map<ToldId, Map<string, ReducedObject>>();
  #absenceKnown = true;

  constructor({ joins, offered, sink }: JoinerOptions) {
    this.#joins = joins;
    this.#sink = sink;
    for (const { kind, needs, mayLack } of joins) {
      for (const id of [kind, ...needs, ...mayLack]) this.#kept.set(id, new Map());
      for (const id of mayLack) if (!offered.has(id)) this.#told.set(id, { state: 'off', message: '' });
    }
  }

  listed(kind: ToldId, objects: readonly ReducedObject[]): void {
    this.#told.set(kind, nowListed);
    if (this.#kept.has(kind)) this.#kept.set(kind, new Map(objects.map((object) => [object.key, object])));
    if (this.#standsAlone(kind)) this.#sink.listed(kind, objects.filter(isSpoken));
    for (const join of this.#joins) if (isAbout(join, kind)) this.#tell(join);
  }

  notListed(kind: ToldId, state: Exclude<KindTold['state'], 'listed'>, message: string): void {
    this.#told.set(kind, { state, message });
    if (this.#standsAlone(kind)) this.#sink.notListed(kind, state, message);
    for (const join of this.#joins) if (isAbout(join, kind)) this.#tell(join);
  }

  upsert(object: ReducedObject): void {
    this.#kept.get(object.kind)?.set(object.key, object);
    if (isSpoken(object) && this.#standsAlone(object.kind)) this.#sink.upsert(object);
    this.#tellConcerned(object);
  }

  remove(kind: ToldId, key: string): void {
    this.#kept.get(kind)?.delete(key);
    if (isKindId(kind)) this.#sink.remove(kind, key);
    this.#tellConcerned({ kind, key });
  }

  absenceKnown(known: boolean): void {
    const isNews = known && !this.#absenceKnown;
    this.#absenceKnown = known;
    // What lacked a part lacks it now for certain.
    for (const join of this.#joins) if (isNews && this.#isListed(join)) this.#tell(join);
    this.#sink.absenceKnown(known);
  }

  #standsAlone(kind: ToldId): kind is ProjectedObject['kind'] {
    return isKindId(kind) && !this.#joins.some((join) => join.kind === kind);
  }

  #isListed(join: Join): boolean {
    return toldOf(join, this.#told)?.state === 'listed';
  }

  /** All of a kind, or why nothing can be said of it. */
  #tell(join: Join): void {
    const told = toldOf(join, this.#told);
    if (told === undefined) return;
    if (told.state !== 'listed') this.#sink.notListed(join.kind, told.state, told.message);
    else
      this.#sink.listed(
        join.kind,
        [...this.#objects(join.kind)].map((object) => this.#complete(join, object)),
      );
  }

  /** The object itself, and those that refer to it; equal projections are found out further on. */
  #tellConcerned(part: PartRef): void {
    for (const join of this.#joins) {
      if (!isAbout(join, part.kind) || !this.#isListed(join)) continue;
      for (const object of this.#objects(join.kind)) {
        const isItself = join.kind === part.kind && object.key === part.key;
        if (isItself || join.concerns(object, part)) this.#sink.upsert(this.#complete(join, object));
      }
    }
  }

  #complete(join: Join, object: ReducedObject): ProjectedObject {
    return join.complete(object, {
      get: (kind, key) => this.#kept.get(kind)?.get(key),
      all: (kind) => this.#objects(kind),
      absenceKnown: this.#absenceKnown,
    });
  }

  #objects(kind: ToldId): Iterable<ReducedObject> {
    return this.#kept.get(kind)?.values() ?? [];
  }
}

const isAbout = ({ kind, needs, mayLack }: Join, told: ToldId): boolean =>
  [kind, ...needs, ...mayLack].some((one) => one === told);

const isSpoken = (object: ReducedObject): object is ProjectedObject => isKindId(object.kind);
