import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** As much of a table as others need of it. */
export interface NamedTable {
  readonly tableName: string;
  readonly tableArn: string;
}

/** What outlives a stack: the table that knows everything, and the bucket in which clusters read their status. */
export class Storage extends Construct {
  readonly table: NamedTable;
  readonly statusBucket: Bucket;

  /** @param tableName of a table that stands already, instead of a new one */
  constructor(scope: Construct, id: string, { tableName }: { readonly tableName?: string }) {
    super(scope, id);
    this.table = tableName === undefined ? newTable(this) : Table.fromTableName(this, 'Table', tableName);
    this.statusBucket = new Bucket(this, 'Status', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.statusBucket, {
      'AwsSolutions-S1':
        'It holds what clusters may know of themselves and is polled every few seconds: logs of that tell nothing.',
    });
  }
}

/** Keys and TTL as shared/adapters/table-dynamodb.ts wants them; a mistake of ours or yours never takes the table along. */
function newTable(scope: Construct): Table {
  return new Table(scope, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    timeToLiveAttribute: 'expiresAt',
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.DEFAULT,
    deletionProtection: true,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
