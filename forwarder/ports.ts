import type { KindId } from '#shared/domain/kinds.ts';
import type { ProjectedObject, SourceState } from '#shared/domain/objects.ts';

/** One entry of a put; `detail` is JSON text. */
export interface BusEntry {
  readonly detailType: string;
  readonly source: string;
  readonly detail: string;
}

/** `retryable: false`: this very entry will never be taken. Missing rights and throttling may pass: retryable. */
export type PutResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly retryable: boolean; readonly code: string };

/** The far side of the outbox: EventBridge, or the bus of the sandbox. */
export interface Bus {
  /**
   * At most 10 entries and 240 KB; the results stand in the order of the entries. Each call has a deadline of its own.
   * @throws Error when nothing is known of any entry: all are tried again.
   */
  put(entries: readonly BusEntry[]): Promise<readonly PutResult[]>;
}

/** Where objects come from: a manifest directory, the API server. */
export interface ObjectSource {
  /** The kinds it can speak of; every other one is off. */
  readonly kinds: readonly KindId[];
  /** Lists each kind, then tells what changes, until stopped. */
  start(sink: ObjectSink): void;
  stop(): Promise<void>;
  /** The outbox is full: tell nothing more until resumed, and forget nothing. */
  pause(): void;
  resume(): void;
}

/** What a source tells. Calls are synchronous and cheap; objects are already projected. */
export interface ObjectSink {
  /** Everything that exists of the kind, replacing what was told before; the kind is listed from now on. */
  listed(kind: KindId, objects: readonly ProjectedObject[]): void;
  /** The kind cannot be listed any more, or never could. */
  notListed(kind: KindId, state: Exclude<SourceState, 'listed'>, message: string): void;
  upsert(object: ProjectedObject): void;
  remove(kind: KindId, key: string): void;
  /**
   * False while what is not there may only be unreadable: then nothing of any kind is said to be absent.
   * True at the beginning.
   */
  absenceKnown(known: boolean): void;
}

/** What an operator should hear of; the shell logs it. */
export type Report =
  | { readonly what: 'refused'; readonly code: string; readonly ranges: readonly string[] }
  | { readonly what: 'retrying'; readonly code: string; readonly attempt: number };
