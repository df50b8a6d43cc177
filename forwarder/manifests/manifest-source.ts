import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import type { RawSink, RawSource, ReducedObject, ToldId } from '../joins/raw-source.ts';
import { watchedIds } from '../joins/watched-kinds.ts';
import { type Catalogue, catalogue, type Known, know } from './catalogue.ts';
import type { Directory, Listed } from './directory.ts';
import { type Reading, readDocuments, unreadable } from './documents.ts';
import { tellUnlisted, textOf } from './unlisted.ts';

export interface ManifestSourceOptions {
  readonly directory: Directory;
  readonly scheduler: Scheduler;
  /** A change is looked at when nothing more has changed for this long: editors and copies write in pieces. */
  readonly quietMs?: number;
  /** What watching does not tell is found by looking at all files this often. */
  readonly rescanMs?: number;
}

const kinds: readonly ToldId[] = [...watchedIds, 'firstlight.dev/File'];

/**
 * A directory of manifests as the state of a cluster. What cannot be read keeps its last known objects and is told as a
 * `File` object; a directory that cannot be listed freezes everything.
 */
export class ManifestSource implements RawSource {
  readonly kinds = kinds;
  readonly #options: ManifestSourceOptions;
  readonly #files = new Map<string, Read>();
  #told: ReadonlyMap<string, ReducedObject> = new Map();
  #listed = false;
  #sink: RawSink | undefined;
  #unwatch: (() => void) | undefined;
  #timer: Cancel | undefined;
  /** When the first change came that no scan has looked at. */
  #changedMs: number | undefined;
  #scanning: Promise<void> = Promise.resolve();
  #paused = false;

  constructor(options: ManifestSourceOptions) {
    this.#options = options;
  }

  start(sink: RawSink): void {
    this.#sink = sink;
    this.#unwatch = this.#options.directory.watch(() => this.#changed());
    this.#scanAfter(0);
  }

  async stop(): Promise<void> {
    this.#sink = undefined;
    this.#timer?.();
    this.#unwatch?.();
    await this.#scanning;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#scanAfter(0);
  }

  /** Waits for quiet, though not for ever. */
  #changed(): void {
    const nowMs = this.#options.scheduler.monotonic();
    this.#changedMs ??= nowMs;
    const quietMs = this.#options.quietMs ?? 100;
    this.#scanAfter(Math.max(0, Math.min(quietMs, this.#changedMs + 10 * quietMs - nowMs)));
  }

  #scanAfter(delayMs: number): void {
    if (this.#sink === undefined) return;
    this.#timer?.();
    this.#timer = this.#options.scheduler.after(delayMs, () => {
      this.#timer = undefined;
      this.#changedMs = undefined;
      this.#scanning = this.#scanning.then(() => this.#scan());
    });
  }

  async #scan(): Promise<void> {
    const { directory, rescanMs } = this.#options;
    let listed: readonly Listed[] | undefined;
    if (!this.#paused) {
      listed = await directory.list().catch((error: unknown) => this.#freeze(error));
      if (listed !== undefined && (await this.#readAll(listed))) this.#tell(catalogue(this.#files));
    }
    // A directory that is not there cannot be watched.
    if (this.#timer === undefined) this.#scanAfter(listed === undefined ? 1_000 : (rescanMs ?? 30_000));
  }

  async #readAll(listed: readonly Listed[]): Promise<boolean> {
    const there = new Set(listed.map((file) => file.path));
    for (const path of this.#files.keys()) if (!there.has(path)) this.#files.delete(path);
    const stale = listed.filter((file) => this.#files.get(file.path)?.version !== file.version);
    for (let at = 0; at < stale.length && this.#sink !== undefined; at += readAtOnce) {
      await Promise.all(stale.slice(at, at + readAtOnce).map((file) => this.#read(file)));
    }
    return this.#sink !== undefined;
  }

  async #read(file: Listed): Promise<void> {
    const reading = await this.#reading(file);
    if (reading === undefined) this.#files.delete(file.path);
    else this.#files.set(file.path, { ...know(this.#files.get(file.path), reading), version: file.version });
  }

  async #reading(file: Listed): Promise<Reading | undefined> {
    if (file.problem !== undefined) return unreadable(file.problem);
    try {
      const text = await this.#options.directory.read(file.path);
      return text === undefined ? undefined : readDocuments(file.path, text);
    } catch (error) {
      return unreadable(`cannot be read: ${textOf(error)}`);
    }
  }

  #freeze(error: unknown): undefined {
    this.#listed = false;
    const { name } = this.#options.directory;
    if (this.#sink !== undefined) tellUnlisted(this.#sink, { name, error, kinds, told: this.#told });
  }

  /** Only what differs from what was told; after a freeze everything. */
  #tell({ objects, absenceKnown }: Catalogue): void {
    const sink = this.#sink;
    if (sink === undefined) return;
    if (!absenceKnown) sink.absenceKnown(false);
    if (this.#listed) this.#tellChanges(sink, objects);
    else {
      const byKind = Map.groupBy(objects.values(), (object) => object.kind);
      for (const kind of kinds) sink.listed(kind, byKind.get(kind) ?? []);
    }
    this.#listed = true;
    this.#told = objects;
    if (absenceKnown) sink.absenceKnown(true);
  }

  #tellChanges(sink: RawSink, objects: ReadonlyMap<string, ReducedObject>): void {
    for (const [id, object] of objects) if (this.#told.get(id) !== object) sink.upsert(object);
    for (const [id, object] of this.#told) if (!objects.has(id)) sink.remove(object.kind, object.key);
  }
}

interface Read extends Known {
  readonly version: string;
}

const readAtOnce = 32;
