import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/** The emulator that `npm run test:real` started. */
export const connection = {
  endpoint: process.env['FIRSTLIGHT_REAL_AWS'] ?? '',
  region: process.env['FIRSTLIGHT_REAL_REGION'] ?? '',
  credentials: { accessKeyId: '000000000000', secretAccessKey: 'test' },
} satisfies DynamoDBClientConfig;

/** A new table as the deployment makes it; returns its name. */
export async function makeTable(): Promise<string> {
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
