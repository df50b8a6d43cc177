import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { Batchable } from './batch.ts';

/**
 * Parts what is to be sent so that an alias goes after the name of the same zone that it leads to: Route 53 takes it only
 * once that stands ("but that target was not found"). Aliases that lead to each other in a circle go together, last.
 */
export function wavesOf<Member extends Batchable>(members: readonly Member[]): readonly (readonly Member[])[] {
  const waves: (readonly Member[])[] = [];
  let open = members;
  while (open.length > 0) {
    const names = new Set(open.map(({ name }) => name));
    const waiting = open.filter((member) => member.changes.some((change) => leadsInto(change, names)));
    if (waiting.length === open.length) return [...waves, open];
    waves.push(open.filter((member) => !waiting.includes(member)));
    open = waiting;
  }
  return waves;
}

const leadsInto = ({ action, record }: RecordChange, names: ReadonlySet<string>): boolean =>
  action !== 'DELETE' && record.alias !== undefined && names.has(record.alias.dnsName);
