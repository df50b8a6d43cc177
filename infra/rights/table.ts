import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { NamedTable } from '../storage.ts';

/** What a function does with the table; `TransactWriteItems` needs the right of each action in it (DynamoDB, "Transactions"). */
export type TableUse = 'read' | 'note' | 'tell' | 'write' | 'work';

const reads = ['dynamodb:DescribeTable', 'dynamodb:GetItem'] as const;
const actions: Readonly<Record<TableUse, readonly string[]>> = {
  /** Looks at rows. */
  read: [...reads, 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  /** Reads the configuration and leaves a work item. */
  note: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
  /** Reads the configuration and leaves what people are told. */
  tell: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
  /** Reads the configuration and adds to what is known. */
  write: [...reads, 'dynamodb:PutItem', 'dynamodb:Query'],
  /** Drains a lane. */
  work: [
    ...reads,
    'dynamodb:BatchGetItem',
    'dynamodb:ConditionCheckItem',
    'dynamodb:DeleteItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
  ],
};

/** The right to use one table and nothing beside it. */
export function useTable(table: NamedTable, use: TableUse): PolicyStatement {
  return new PolicyStatement({ actions: [...actions[use]], resources: [table.tableArn] });
}
