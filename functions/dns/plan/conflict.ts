import type { Reason } from '#shared/domain/reasons.ts';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import { routingText } from '#shared/domain/routing.ts';

/** Why a name is left alone. */
export interface Hindrance {
  readonly reason: Extract<Reason, 'NameTaken' | 'OwnershipLost' | 'PolicyConflict'>;
  readonly message: string;
}

/** `A shop.example.com (blue: weight 10)`. */
export function textOf(set: ObservedRecordSet): string {
  const routing = routingText(set);
  return `${set.type} ${set.name}${routing === '' ? '' : ` (${routing})`}`;
}

/** A set that leaves no room in the group of its name and type. */
export const routed = (what: string): Hindrance => ({
  reason: 'PolicyConflict',
  message: `${what} stands at the name, which only record sets of one owner and one policy may share; remove it`,
});
