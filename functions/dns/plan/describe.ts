import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { routingText } from '#shared/domain/routing.ts';
import { setId } from './coexistence.ts';
import { plannedChanges } from './planned.ts';

const shownValues = 4;

/** One line for people: `create A shop.example.com → lb.example.net, TXT a-shop.example.com`. */
export function describeChanges(changes: readonly RecordChange[]): string {
  const of = (action: RecordChange['action']): readonly RecordSet[] =>
    changes.filter((change) => change.action === action).map(({ record }) => record);
  const created = of('CREATE');
  const isReplaced = (record: RecordSet): boolean => created.some((next) => sameName(next, record));
  const replaced = of('DELETE').filter(isReplaced);
  const parts = [
    list(
      'delete',
      of('DELETE').filter((record) => !isReplaced(record)),
    ),
    list(
      'change',
      created.filter((next) => replaced.some((record) => sameName(next, record))),
    ),
    list(
      'create',
      created.filter((next) => !replaced.some((record) => sameName(next, record))),
    ),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

const sameName = (a: RecordSet, b: RecordSet): boolean => setId(a) === setId(b);

const list = (verb: string, records: readonly RecordSet[]): string =>
  records.length === 0 ? '' : `${verb} ${records.map(describeRecord).join(', ')}`;

/** What changes at a name, one entry a record; ownership TXT records only where nothing else changes. */
export function describeEach(
  changes: readonly RecordChange[],
): readonly { readonly action: PlannedChange['action']; readonly before?: string; readonly after?: string }[] {
  const all = plannedChanges(changes);
  const records = all.filter(({ before, after }) => (before ?? after)?.type !== 'TXT');
  return (records.length > 0 ? records : all).map(({ action, before, after }) => ({
    action,
    ...(before === undefined ? {} : { before: recordText(before) }),
    ...(after === undefined ? {} : { after: recordText(after) }),
  }));
}

/** `A alias → lb.example.net`, `A (blue: weight 10) 192.0.2.1 ttl 300`, `TXT a-shop.example.com "…"`. */
function recordText(set: RecordSet): string {
  const { name, type, ttl, alias, values = [] } = set;
  if (type === 'TXT') return `TXT ${name}${routeText(set)} ${values.join(' ')}`;
  const what = `${type}${routeText(set)}`;
  if (alias !== undefined) return `${what} alias → ${alias.dnsName}`;
  return `${what} ${values.join(' ')}${ttl === undefined ? '' : ` ttl ${ttl}`}`;
}

function describeRecord(set: RecordSet): string {
  const { name, type, alias, values = [] } = set;
  if (type === 'TXT') return `TXT ${name}${routeText(set)}`;
  const shown = values.slice(0, shownValues).join(' ');
  const rest = values.length > shownValues ? ` and ${values.length - shownValues} more` : '';
  return `${type} ${name}${routeText(set)} → ${alias?.dnsName ?? `${shown}${rest}`}`;
}

/** ` (blue: weight 10, health check 1234…)`; nothing for a simple record set. */
function routeText(set: RecordSet): string {
  const check = set.healthCheckId === undefined ? '' : `health check ${set.healthCheckId}`;
  const text = [routingText(set), check].filter((part) => part !== '').join(', ');
  return text === '' ? '' : ` (${text})`;
}
