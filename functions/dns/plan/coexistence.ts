import type { ObservedRecordSet } from '#shared/domain/record.ts';
import { slotOf } from '#shared/domain/routing.ts';

/** Which record set of a zone it is: its name, type and set identifier. */
export const setId = ({ name, type, setIdentifier = '' }: Pick<ObservedRecordSet, 'name' | 'type' | 'setIdentifier'>) =>
  `${name} ${type} ${setIdentifier}`;

/**
 * Whether Route 53 would refuse one of two sets beside the other: a CNAME stands alone, and sets of one name and type
 * have different identifiers, one policy, and no place in it twice (API reference, ResourceRecordSet.SetIdentifier).
 */
export function excludeEachOther(a: ObservedRecordSet, b: ObservedRecordSet): boolean {
  if (a.name !== b.name) return false;
  if (a.type !== b.type) return a.type === 'CNAME' || b.type === 'CNAME';
  if (a.setIdentifier === b.setIdentifier || a.setIdentifier === undefined || b.setIdentifier === undefined)
    return true;
  // What a policy without words here leaves room for is not known.
  if (a.routing === undefined || b.routing === undefined) return true;
  if (a.routing.kind !== b.routing.kind) return true;
  const slot = slotOf(a.routing);
  return slot !== undefined && slot === slotOf(b.routing);
}
