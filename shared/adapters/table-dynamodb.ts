import { randomUUID } from 'node:crypto';
import {
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { Action, Table } from '#shared/runtime/table.ts';
import { checkActions } from '#shared/runtime/table-rules.ts';
import { answered, deadline } from './dynamodb-errors.ts';
import { type DynamoTable, getRow, getRows, queryRows } from './dynamodb-reads.ts';
import { marshallAction } from './dynamodb-rows.ts';

export interface DynamoTableOptions {
  /** A table with the string keys `pk` and `sk`, and `expiresAt` as its TTL attribute. */
  readonly tableName: string;
  /** Region, credentials, endpoint, requestHandler; the number of attempts is not for the caller to choose. */
  readonly client?: Omit<DynamoDBClientConfig, 'maxAttempts'>;
}

/** The table port on one DynamoDB table; reads are strongly consistent, each call is one attempt of ten seconds. */
export function openDynamoTable({ tableName, client = {} }: DynamoTableOptions): Table {
  const table: DynamoTable = { tableName, client: new DynamoDBClient({ ...client, maxAttempts: 1 }) };
  return {
    get: (key) => getRow(table, key),
    getMany: (keys) => getRows(table, keys),
    query: (partition, range) => queryRows(table, partition, range ?? {}),
    transact: (actions) => transact(table, actions),
    incarnation: () => readTableId(table),
  };
}

/** An answer that got lost is asked for again under the same token, so that it never happens twice. */
async function transact({ client, tableName }: DynamoTable, actions: readonly Action[]): Promise<void> {
  checkActions(actions);
  if (actions.length === 0) return;
  const command = new TransactWriteItemsCommand({
    TransactItems: actions.map((action) => marshallAction(tableName, action)),
    ClientRequestToken: randomUUID(),
  });
  try {
    await answered(client.send(command, deadline()));
  } catch (error) {
    if (!(error instanceof RetryableError && error.ambiguous)) throw error;
    await answered(client.send(command, deadline()));
  }
}

/** Never kept: a table that was lost and made again has another id. */
async function readTableId({ client, tableName }: DynamoTable): Promise<string> {
  const command = new DescribeTableCommand({ TableName: tableName });
  const { Table: described } = await answered(client.send(command, deadline()));
  if (described?.TableId === undefined) throw new RetryableError(`DynamoDB tells no id of the table ${tableName}`);
  return described.TableId;
}
