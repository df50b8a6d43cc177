import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { routingText } from '#shared/domain/routing.ts';

type Shown = Pick<RecordSet, 'name' | 'alias' | 'values' | 'setIdentifier' | 'routing'> & { readonly type: string };

/** A record set as people read it: `A shop.example.com (blue: weight 10) alias → x.elb.amazonaws.com`. */
export function recordText({ name, type, alias, values = [], ...set }: Shown): string {
  const routing = routingText(set);
  const what = `${type} ${name}${routing === '' ? '' : ` (${routing})`}`;
  return alias === undefined ? `${what} → ${values.join(' ')}` : `${what} alias → ${alias.dnsName}`;
}

/** One planned change, before and after where there are both. */
export function changeText({ action, before, after }: PlannedChange): string {
  if (after === undefined) return before === undefined ? action : `delete ${recordText(before)}`;
  if (before === undefined) return `create ${recordText(after)}`;
  return `change ${recordText(before)} into ${recordText(after)}`;
}
