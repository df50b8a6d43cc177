import type { Zone } from '#shared/domain/configuration.ts';
import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import { type AliasWish, aliasOf, plainZoneId } from './annotations/alias.ts';
import { annotationOf, type Problem, written } from './annotations/annotation.ts';
import { type Routed, routingOf } from './annotations/routing.ts';
import { some } from './text.ts';
import type { WishContext } from './types.ts';

/** What an object says of all of its record sets alike, apart from where they lead. */
export interface RecordForm {
  readonly routed: Routed;
  readonly alias: AliasWish;
  /** The one zone that they may stand in. */
  readonly pinned?: Pinned;
}

export interface Pinned {
  /** The annotation, for messages. */
  readonly by: string;
  readonly zone: Zone;
}

/** Read before any host is looked at: one slip here concerns all of them. */
export function recordFormOf(object: ObjectMeta, context: WishContext): RecordForm | Problem {
  const routed = routingOf(object);
  if ('problem' in routed) return routed;
  const alias = aliasOf(object);
  if ('problem' in alias) return alias;
  const pinned = pinnedZone(object, context);
  if (pinned === undefined) return { routed, alias };
  return 'problem' in pinned ? pinned : { routed, alias, pinned };
}

/** The zone that `aws-hosted-zone-id` names: only a configured one, so that nobody reaches into others. */
function pinnedZone(object: ObjectMeta, { configuration }: WishContext): Pinned | Problem | undefined {
  const annotation = annotationOf(object, 'aws-hosted-zone-id');
  if (annotation === undefined) return undefined;
  const zone = configuration.zones.find(({ id }) => id === plainZoneId(annotation));
  if (zone !== undefined) return { by: annotation.name, zone };
  const ids = some(configuration.zones.map(({ id, name, view }) => `${id} (${name}, ${view})`));
  return { problem: `${written(annotation)}, no zone of the configuration; write one of ${ids}, or remove it` };
}
