import type { KindId } from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import type { ReducedObject, ToldId } from './raw-source.ts';
import type { WatchedId } from './watched-kinds.ts';

/** What of other kinds is there. */
export interface Parts {
  get(kind: ToldId, key: string): ReducedObject | undefined;
  /** The same list as long as nothing of the kind changes. */
  all(kind: ToldId): readonly ReducedObject[];
  /** Whether the cluster has the kind; of one that it lacks nothing is known. */
  isListed(kind: ToldId): boolean;
  /** Whether a part that is not there does not exist; else it may only be unreadable. */
  readonly absenceKnown: boolean;
}

/** How objects of one kind are completed by what they refer to. */
export interface Join {
  readonly kind: WatchedId & KindId;
  /** Nothing is said of the kind unless these are listed too. */
  readonly needs: readonly WatchedId[];
  /** These may be absent from the cluster, which concerns only what names them. */
  readonly mayLack: readonly WatchedId[];
  /** Whether anything may refer to that part; others are not kept. */
  uses(part: ReducedObject): boolean;
  /** Whether the object's projection may depend on that part. */
  concerns(object: ProjectedObject, part: PartRef, parts: Parts): boolean;
  complete(object: ProjectedObject, parts: Parts): ProjectedObject;
}

export interface PartRef {
  readonly kind: ToldId;
  readonly key: string;
}
