import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { RecordSet } from '#shared/domain/record.ts';

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

const sameName = (a: RecordSet, b: RecordSet): boolean => a.name === b.name && a.type === b.type;

const list = (verb: string, records: readonly RecordSet[]): string =>
  records.length === 0 ? '' : `${verb} ${records.map(describeRecord).join(', ')}`;

function describeRecord({ name, type, alias, values = [] }: RecordSet): string {
  if (type === 'TXT') return `TXT ${name}`;
  const shown = values.slice(0, shownValues).join(' ');
  const rest = values.length > shownValues ? ` and ${values.length - shownValues} more` : '';
  return `${type} ${name} → ${alias?.dnsName ?? `${shown}${rest}`}`;
}
