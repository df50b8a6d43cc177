import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { RecordSet } from '#shared/domain/record.ts';

/** A record set as people read it: `A shop.example.com alias → x.elb.amazonaws.com`. */
export function recordText({
  name,
  type,
  alias,
  values = [],
}: Pick<RecordSet, 'name' | 'alias' | 'values'> & { type: string }): string {
  return alias === undefined ? `${type} ${name} → ${values.join(' ')}` : `${type} ${name} alias → ${alias.dnsName}`;
}

/** One planned change, before and after where there are both. */
export function changeText({ action, before, after }: PlannedChange): string {
  if (after === undefined) return before === undefined ? action : `delete ${recordText(before)}`;
  if (before === undefined) return `create ${recordText(after)}`;
  return `change ${recordText(before)} into ${recordText(after)}`;
}
