import type { SourceState } from '#shared/domain/objects.ts';
import type { ReducedObject } from '../joins/raw-source.ts';
import type { WatchedKind } from '../joins/watched-kinds.ts';
import { project } from '../project.ts';
import type { KubernetesApi } from './api.ts';
import { readServedVersion } from './definition.ts';
import { keyOfRaw, type RawObject } from './watch-event.ts';

/** What is told of one kind. */
export interface KindSink {
  listed(objects: readonly ReducedObject[]): void;
  notListed(state: Exclude<SourceState, 'listed'>, message: string): void;
  upsert(object: ReducedObject): void;
  remove(key: string): void;
}

export interface TellerOptions {
  readonly api: KubernetesApi;
  readonly kind: WatchedKind;
  readonly sink: KindSink;
  readonly signal: AbortSignal;
}

/**
 * Tells what a list or a watch shows. Nothing of a custom kind is said to be gone without a look at its definition: a
 * CustomResourceDefinition that is deleted takes all objects of its kind along, in a row of plain deletes.
 */
export class KindTeller {
  readonly #options: TellerOptions;
  #gathered: Map<string, ReducedObject> | undefined;

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  /** A list begins; returns the version to ask for. @throws BrokenWatchError, RetryableError */
  async begin(): Promise<string> {
    this.#gathered = undefined;
    const version = await this.#servedVersion();
    this.#gathered = new Map();
    return version;
  }

  /** What was gathered is of no use. */
  restart(): void {
    this.#gathered?.clear();
  }

  get isGathering(): boolean {
    return this.#gathered !== undefined;
  }

  /** The list is whole. @throws BrokenWatchError, RetryableError */
  async end(): Promise<void> {
    await this.#servedVersion();
    const objects = [...(this.#gathered?.values() ?? [])];
    this.#gathered = undefined;
    this.#options.sink.listed(objects);
  }

  there(raw: RawObject): void {
    const key = keyOfRaw(raw);
    if (key === undefined) return;
    const projection = project(raw);
    const object = projection.result === 'object' ? projection.object : undefined;
    const { sink } = this.#options;
    if (object === undefined) {
      // Not, or no longer, of a sort that is spoken of.
      if (this.#gathered === undefined) sink.remove(key);
      else this.#gathered.delete(key);
    } else if (this.#gathered === undefined) sink.upsert(object);
    else this.#gathered.set(key, object);
  }

  /** @throws BrokenWatchError, RetryableError */
  async gone(raw: RawObject): Promise<void> {
    const key = keyOfRaw(raw);
    if (key === undefined) return;
    if (this.#gathered !== undefined) {
      this.#gathered.delete(key);
      return;
    }
    await this.#servedVersion();
    this.#options.sink.remove(key);
  }

  #servedVersion(): Promise<string> {
    const { api, kind, signal } = this.#options;
    return readServedVersion(api, kind, signal);
  }
}
