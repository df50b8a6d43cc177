import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { ThrottledError } from '#shared/errors/kinds.ts';
import type { Entry, Partition, Range, RowKey } from '#shared/runtime/table.ts';
import { checkKey } from '#shared/runtime/table-rules.ts';
import { answered, deadline, pauseMs } from './dynamodb-errors.ts';
import { marshallKey, marshallRange, unmarshallEntry } from './dynamodb-rows.ts';

/** Keys in one BatchGetItem (API reference: 100 items or 16 MB, whichever comes first; the rest comes back unprocessed). */
const keysPerBatch = 100;
/** Answers without a single row before a batch counts as throttled. */
const emptyAnswers = 3;

/** One DynamoDB table, as those who read it need it. */
export interface DynamoTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

export async function getRow<Row>({ client, tableName }: DynamoTable, key: RowKey<Row>): Promise<Row | undefined> {
  checkKey(key);
  const command = new GetItemCommand({ TableName: tableName, Key: marshallKey(key), ConsistentRead: true });
  const { Item } = await answered(client.send(command, deadline()));
  return Item === undefined ? undefined : unmarshallEntry<Row>(Item).row;
}

/** Asks for each row once, however often it is wanted: BatchGetItem refuses a key that stands twice. */
export async function getRows<Row>(table: DynamoTable, keys: readonly RowKey<Row>[]): Promise<(Row | undefined)[]> {
  const names = keys.map((key) => checkKey(key));
  const distinct = [...new Map(keys.map((key, index) => [names[index], key])).values()];
  const rows = new Map<string, Row>();
  for (let at = 0; at < distinct.length; at += keysPerBatch) {
    await getBatch(table, distinct.slice(at, at + keysPerBatch), rows);
  }
  return names.map((name) => rows.get(name));
}

async function getBatch<Row>(table: DynamoTable, keys: readonly RowKey<Row>[], rows: Map<string, Row>): Promise<void> {
  const { client, tableName } = table;
  let wanted = keys.map((key) => marshallKey(key));
  for (let empty = 0; wanted.length > 0; ) {
    if (empty === emptyAnswers) throw new ThrottledError(`DynamoDB answers no read of ${tableName}`, pauseMs);
    const command = new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } });
    const answer = await answered(client.send(command, deadline()));
    const entries = (answer.Responses?.[tableName] ?? []).map((item) => unmarshallEntry<Row>(item));
    for (const { key, row } of entries) rows.set(checkKey(key), row);
    empty = entries.length === 0 ? empty + 1 : 0;
    wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
}

/** Follows the pages (1 MB each, API reference of Query) until enough rows are there. */
export async function queryRows<Row>(
  { client, tableName }: DynamoTable,
  partition: Partition<Row>,
  range: Range,
): Promise<Entry<Row>[]> {
  const condition = marshallRange(partition.pk, range);
  const entries: Entry<Row>[] = [];
  const wanted = range.limit ?? Number.POSITIVE_INFINITY;
  if (condition === undefined) return entries;
  let after: Record<string, AttributeValue> | undefined;
  while (entries.length < wanted) {
    const command = new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      ...condition,
      ...(range.limit === undefined ? {} : { Limit: wanted - entries.length }),
      ExclusiveStartKey: after,
    });
    const answer = await answered(client.send(command, deadline()));
    for (const item of answer.Items ?? []) entries.push(unmarshallEntry<Row>(item));
    after = answer.LastEvaluatedKey;
    if (after === undefined) break;
  }
  return entries;
}
