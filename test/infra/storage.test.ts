import { expect, it } from 'vitest';
import { flat } from './iam.ts';
import { exampleWith, templateOf } from './stack.ts';

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

it('lets another account read the status of its own cluster', () => {
  const clusters = [{ name: 'demo' }, { name: 'far', account: '210987654321' }];
  const template = templateOf(exampleWith({ clusters, edges: [], services: {} }));
  const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  const statements: readonly { Effect: string; Action: unknown; Principal: unknown; Resource: unknown }[] =
    policy?.['Properties'].PolicyDocument.Statement;
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  expect(allowed.map(({ Action, Principal, Resource }) => [Action, JSON.stringify(Principal), flat(Resource)])).toEqual(
    [
      [
        's3:GetObject',
        expect.stringContaining('210987654321'),
        expect.stringMatching(/<StorageStatus\w+.Arn>\/status\/far\/\*$/),
      ],
    ],
  );
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
