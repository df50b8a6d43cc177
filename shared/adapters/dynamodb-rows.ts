import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Action, Condition, Entry, Range, RowKey } from '#shared/runtime/table.ts';

/** An item holds `pk`, `sk`, the `row` as one map, so that no field of a row meets a key, and `expiresAt`. */
type Item = Record<string, AttributeValue>;

export const marshallKey = (key: RowKey<unknown>): Item => ({ pk: { S: key.pk }, sk: { S: key.sk } });

export function unmarshallEntry<Row>(item: Item): Entry<Row> {
  const { pk, sk, row } = item;
  if (pk?.S === undefined || sk?.S === undefined || row?.M === undefined) {
    throw new TypeError(`the item ${JSON.stringify([pk, sk])} is no row of Firstlight`);
  }
  return { key: { pk: pk.S, sk: sk.S }, row: unmarshall(row.M) as Row };
}

/** One action of TransactWriteItems (Amazon DynamoDB, API reference). */
export function marshallAction(tableName: string, action: Action): TransactWriteItem {
  const { key, when } = action;
  const expression = when === undefined ? {} : marshallCondition(when);
  if (action.action === 'delete') return { Delete: { TableName: tableName, Key: marshallKey(key), ...expression } };
  if (action.action === 'check') {
    return { ConditionCheck: { TableName: tableName, Key: marshallKey(key), ...marshallCondition(action.when) } };
  }
  const Item: Item = {
    ...marshallKey(key),
    row: { M: marshall(action.row, { removeUndefinedValues: true }) },
    ...(action.expiresAt === undefined ? {} : { expiresAt: { N: String(action.expiresAt) } }),
  };
  return { Put: { TableName: tableName, Item, ...expression } };
}

interface Expression {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
}

/** Names and values only by placeholder: any field name is then allowed ("Reserved words in DynamoDB"). */
export function marshallCondition(condition: Condition): Expression {
  if (condition === 'absent' || condition === 'present') {
    const check = condition === 'absent' ? 'attribute_not_exists' : 'attribute_exists';
    return { ConditionExpression: `${check}(#pk)`, ExpressionAttributeNames: { '#pk': 'pk' } };
  }
  const names: Record<string, string> = { '#row': 'row' };
  const values: Record<string, unknown> = {};
  const clauses = Object.entries(condition).map(([field, value], index) => {
    names[`#f${index}`] = field;
    if (value === undefined) return `attribute_not_exists(#row.#f${index})`;
    values[`:v${index}`] = value;
    return `#row.#f${index} = :v${index}`;
  });
  return {
    ConditionExpression: clauses.join(' AND '),
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: marshall(values) }),
  };
}

interface KeyCondition {
  readonly KeyConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Item;
}

/** Key condition of Query; undefined where the bounds exclude everything, which DynamoDB would refuse. */
export function marshallRange(pk: string, range: Range): KeyCondition | undefined {
  const { prefix = '' } = range;
  const from = range.prefix === undefined ? (range.from ?? '') : '';
  const to = range.prefix === undefined ? range.to : undefined;
  if (to !== undefined && Buffer.compare(Buffer.from(from), Buffer.from(to)) > 0) return undefined;
  if (to === '') return undefined;
  const bound = { ':prefix': prefix, ':from': from, ':to': to ?? '' };
  const clause = [
    prefix === '' ? '' : 'begins_with(#sk, :prefix)',
    from === '' || to !== undefined ? '' : '#sk >= :from',
    to === undefined || from !== '' ? '' : '#sk <= :to',
    from === '' || to === undefined ? '' : '#sk BETWEEN :from AND :to',
  ].join('');
  const used = Object.entries(bound).filter(([name]) => clause.includes(name));
  return {
    KeyConditionExpression: clause === '' ? '#pk = :pk' : `#pk = :pk AND ${clause}`,
    ExpressionAttributeNames: { '#pk': 'pk', ...(clause === '' ? {} : { '#sk': 'sk' }) },
    ExpressionAttributeValues: { ':pk': { S: pk }, ...Object.fromEntries(used.map(([name, S]) => [name, { S }])) },
  };
}
