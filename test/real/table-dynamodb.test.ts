import { expect, it } from 'vitest';
import { openDynamoTable } from '../../shared/adapters/table-dynamodb.ts';
import { PermanentError, RetryableError } from '../../shared/errors/kinds.ts';
import { tableContract } from '../contract/table.ts';
import { connection, makeTable } from './dynamodb-table.ts';

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
