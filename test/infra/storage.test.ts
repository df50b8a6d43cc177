import { expect, it } from 'vitest';
import { templateOf } from './stack.ts';

it('keeps the table whatever happens to the stack', () => {
  templateOf().hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    },
  });
});

it('uses a table that stands already, and writes the configuration into it', () => {
  const template = templateOf(undefined, { tableName: 'restored' });
  template.resourceCountIs('AWS::DynamoDB::Table', 0);
  for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
    const name = Properties.Environment.Variables.FIRSTLIGHT_TABLE;
    if (name !== undefined) expect(name).toBe('restored');
  }
  template.hasResourceProperties('Custom::FirstlightConfiguration', { Table: 'restored' });
});

it('shows the status of clusters to nobody else', () => {
  templateOf().hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  });
});
