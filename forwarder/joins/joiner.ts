import { isKindId } from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import type { ObjectSink } from '../ports.ts';
import type { Join, PartRef, Parts } from './join.ts';
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
  /** Of a kind that is kept, as one list for as long as nothing of it changes. */
  readonly #lists = new Map<ToldId, readonly ReducedObject[]>();
  readonly #parts: Parts;
  #absenceKnown = true;

  constructor({ joins, offered, sink }: JoinerOptions) {
    this.#joins = joins;
    this.#sink = sink;
    for (const { kind, needs, mayLack } of joins) {
      for (const id of [kind, ...needs, ...mayLack]) this.#kept.set(id, new Map());
      for (const id of mayLack) if (!offered.has(id)) this.#told.set(id, { state: 'off', message: '' });
    }
    const isKnown = () => this.#absenceKnown;
    this.#parts = {
      get: (kind, key) => this.#kept.get(kind)?.get(key),
      all: (kind) => this.#objects(kind),
      isListed: (kind) => this.#told.get(kind)?.state === 'listed',
      get absenceKnown() {
        return isKnown();
      },
    };
  }

  listed(kind: ToldId, objects: readonly ReducedObject[]): void {
    this.#told.set(kind, nowListed);
    this.#lists.delete(kind);
    const kept = objects.filter((object) => this.#isKept(object));
    if (this.#kept.has(kind)) this.#kept.set(kind, new Map(kept.map((object) => [object.key, object])));
    if (this.#standsAlone(kind)) this.#sink.listed(kind, objects.filter(isSpoken));
    for (const join of this.#joins) if (isAbout(join, kind)) this.#tell(join);
  }

  notListed(kind: ToldId, state: Exclude<KindTold['state'], 'listed'>, message: string): void {
    this.#told.set(kind, { state, message });
    if (this.#standsAlone(kind)) this.#sink.notListed(kind, state, message);
    for (const join of this.#joins) if (isAbout(join, kind)) this.#tell(join);
  }

  upsert(object: ReducedObject): void {
    if (isSpoken(object) && this.#standsAlone(object.kind)) this.#sink.upsert(object);
    const kept = this.#kept.get(object.kind);
    const was = kept?.has(object.key) === true;
    this.#lists.delete(object.kind);
    const is = this.#isKept(object);
    if (is) kept?.set(object.key, object);
    else kept?.delete(object.key);
    if (was || is) this.#tellConcerned(object);
  }

  remove(kind: ToldId, key: string): void {
    if (isKindId(kind)) this.#sink.remove(kind, key);
    this.#lists.delete(kind);
    if (this.#kept.get(kind)?.delete(key) === true) this.#tellConcerned({ kind, key });
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

  #isKept(object: ReducedObject): boolean {
    return this.#joins.some((join) => join.kind === object.kind || (isAbout(join, object.kind) && join.uses(object)));
  }

  #isListed(join: Join): boolean {
    return toldOf(join, this.#told)?.state === 'listed';
  }

  /** All of a kind, or why nothing can be said of it. */
  #tell(join: Join): void {
    const { kind } = join;
    const told = toldOf(join, this.#told);
    if (told === undefined) return;
    if (told.state === 'listed') this.#sink.listed(kind, this.#whole(join));
    else this.#sink.notListed(kind, told.state, told.message);
  }

  /** The object itself, and those that refer to it; equal projections are found out further on. */
  #tellConcerned(part: PartRef): void {
    for (const join of this.#joins) {
      if (!isAbout(join, part.kind) || !this.#isListed(join)) continue;
      for (const object of this.#objects(join.kind).filter(isSpoken)) {
        const isItself = join.kind === part.kind && object.key === part.key;
        const isConcerned = isItself || join.concerns(object, part, this.#parts);
        if (isConcerned) this.#sink.upsert(join.complete(object, this.#parts));
      }
    }
  }

  #whole(join: Join): readonly ProjectedObject[] {
    const objects = this.#objects(join.kind).filter(isSpoken);
    return objects.map((object) => join.complete(object, this.#parts));
  }

  #objects(kind: ToldId): readonly ReducedObject[] {
    const list = this.#lists.get(kind) ?? [...(this.#kept.get(kind)?.values() ?? [])];
    this.#lists.set(kind, list);
    return list;
  }
}

const isAbout = ({ kind, needs, mayLack }: Join, told: ToldId): boolean =>
  [kind, ...needs, ...mayLack].some((one) => one === told);

const isSpoken = (object: ReducedObject): object is ProjectedObject => isKindId(object.kind);
