import type { KindId } from '#shared/domain/kinds.ts';
import type { ProjectedObject, SourceState } from '#shared/domain/objects.ts';
import type { ObjectSource } from '../ports.ts';
import type { GatewayPart } from './gateway-part.ts';
import type { WatchedId } from './watched-kinds.ts';

/** What `project` makes of one raw object: all that is needed of it, be it spoken of or only joined to others. */
export type ReducedObject = ProjectedObject | GatewayPart;

/** A kind that a source tells of: one of the cluster, or one of ours. */
export type ToldId = WatchedId | KindId;

/** Where objects come from, kind by kind, before what belongs together is joined. */
export interface RawSource extends Omit<ObjectSource, 'kinds' | 'start'> {
  /** The kinds it can tell of; every other one is off. */
  readonly kinds: readonly ToldId[];
  /** Lists each kind, then tells what changes, until stopped. */
  start(sink: RawSink): void;
}

/** What such a source tells. Calls are synchronous and cheap; of each object `project` was asked when it arrived. */
export interface RawSink {
  /** Everything that exists of the kind, replacing what was told before; the kind is listed from now on. */
  listed(kind: ToldId, objects: readonly ReducedObject[]): void;
  /** The kind cannot be listed any more, or never could. */
  notListed(kind: ToldId, state: Exclude<SourceState, 'listed'>, message: string): void;
  upsert(object: ReducedObject): void;
  remove(kind: ToldId, key: string): void;
  /**
   * False while what is not there may only be unreadable: then nothing of any kind is said to be absent.
   * True at the beginning.
   */
  absenceKnown(known: boolean): void;
}
