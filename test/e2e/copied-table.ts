import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  paginateScan,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { rootOf } from './world.ts';

/** Items of one BatchWriteItem (API reference). */
const itemsPerBatch = 25;

/** What a restore to a new table leaves: all rows, and another TableId. */
export async function copyTable(account: string, from: string, to: string): Promise<void> {
  const client = new DynamoDBClient(rootOf(account));
  const keys = [
    { name: 'pk', type: 'HASH' },
    { name: 'sk', type: 'RANGE' },
  ] as const;
  await client.send(
    new CreateTableCommand({
      TableName: to,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map(({ name }) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keys.map(({ name, type }) => ({ AttributeName: name, KeyType: type })),
    }),
  );
  for await (const { Items = [] } of paginateScan({ client }, { TableName: from, ConsistentRead: true })) {
    const puts: WriteRequest[] = Items.map((Item) => ({ PutRequest: { Item } }));
    for (let at = 0; at < puts.length; at += itemsPerBatch) {
      const RequestItems = { [to]: puts.slice(at, at + itemsPerBatch) };
      await client.send(new BatchWriteItemCommand({ RequestItems }));
    }
  }
  client.destroy();
}
