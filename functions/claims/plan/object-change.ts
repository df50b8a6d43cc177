import type { ProjectedObject } from '#shared/domain/objects.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import type { ObjectRow } from '#shared/rows/object-rows.ts';

/**
 * When somebody last changed the object, as far as that was heard: its spec or its annotations, not its status. Undefined as
 * long as it is as it came.
 * @param nowMs when it was heard
 */
export function changedMsOf(
  before: Pick<ObjectRow, 'object' | 'changedMs'> | undefined,
  object: ProjectedObject | undefined,
  nowMs: number,
): number | undefined {
  if (object === undefined || before?.object === undefined) return undefined;
  return isChanged(before.object, object) ? nowMs : before.changedMs;
}

/** Kubernetes counts changes of a spec (API conventions, "metadata.generation"); Services and manifests have no such number. */
function isChanged(before: ProjectedObject, after: ProjectedObject): boolean {
  if (!('annotations' in before) || !('annotations' in after)) return false;
  if (before.generation === undefined || after.generation === undefined) return !sameValue(before, after);
  return before.generation !== after.generation || !sameValue(before.annotations, after.annotations);
}
