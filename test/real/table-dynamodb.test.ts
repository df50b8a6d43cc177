import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { openDynamoTable } from '../../shared/adapters/table-dynamodb.ts';
import { PermanentError, RetryableError } from '../../shared/errors/kinds.ts';
import { tableContract } from '../contract/table.ts';

const connection = {
  endpoint: process.env['FIRSTLIGHT_REAL_AWS'] ?? '',
  region: process.env['FIRSTLIGHT_REAL_REGION'] ?? '',
  credentials: { accessKeyId: '000000000000', secretAccessKey: 'test' },
} satisfies DynamoDBClientConfig;

async function makeTable(): Promise<string> {
  const tableName = `firstlight-${Date.now()}-${Math.floor(Math.random() * 1e9)}`;
  const client = new DynamoDBClient(connection);
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  client.destroy();
  return tableName;
}

tableContract('DynamoDB', async () => openDynamoTable({ tableName: await makeTable(), client: connection }));

it('gives each table an incarnation of its own', async () => {
  const [one, other] = [await makeTable(), await makeTable()];
  const ids = await Promise.all(
    [one, other].map((tableName) => openDynamoTable({ tableName, client: connection }).incarnation()),
  );
  expect(new Set(ids).size).toBe(2);
});

it('calls a far side that is not there ambiguous, and a missing table a fault of the surroundings', async () => {
  const nobody = openDynamoTable({ tableName: 'none', client: { ...connection, endpoint: 'http://127.0.0.1:1' } });
  await expect(nobody.get({ pk: 'a', sk: 'b' })).rejects.toMatchObject({ name: RetryableError.name, ambiguous: true });
  const missing = openDynamoTable({ tableName: 'none', client: connection });
  await expect(missing.get({ pk: 'a', sk: 'b' })).rejects.toMatchObject({
    name: PermanentError.name,
    scope: 'surroundings',
  });
});
