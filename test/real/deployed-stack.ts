import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  type StackStatus,
} from '@aws-sdk/client-cloudformation';
import { connection } from './dynamodb-table.ts';

const queue = (deadLetters?: string) => ({
  Type: 'AWS::SQS::Queue',
  Properties:
    deadLetters === undefined
      ? {}
      : { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] }, maxReceiveCount: 5 } },
});
const ref = (name: string) => ({ Ref: name });
const urls = (names: Readonly<Record<string, string>>) => ({
  'Fn::Join': [
    '',
    [
      '{',
      ...Object.entries(names).flatMap(([name, id], index) => [`${index > 0 ? ',' : ''}"${name}":"`, ref(id), '"']),
      '}',
    ],
  ],
});

/** What the command line needs of a deployment, and nothing besides: table, queues, bus, and the outputs that name them. */
const template = (name: string) => ({
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      },
    },
    IntakeDead: queue(),
    Intake: queue('IntakeDead'),
    DnsDead: queue(),
    Dns: queue('DnsDead'),
    ClaimsDead: queue(),
    Claims: queue('ClaimsDead'),
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: name } },
  },
  Outputs: {
    TableName: { Value: ref('Table') },
    BusName: { Value: ref('Bus') },
    QueueUrls: { Value: urls({ intake: 'Intake', claims: 'Claims', dns: 'Dns' }) },
    DeadLetterUrls: { Value: urls({ intake: 'IntakeDead', claims: 'ClaimsDead', dns: 'DnsDead' }) },
  },
});

/** Makes a stack; returns its outputs. */
export async function makeStack(name: string): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient(connection);
  await client.send(new CreateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template(name)) }));
  for (;;) {
    const [stack] = (await client.send(new DescribeStacksCommand({ StackName: name }))).Stacks ?? [];
    const status: StackStatus | undefined = stack?.StackStatus;
    if (status === 'CREATE_COMPLETE') {
      const outputs = stack?.Outputs ?? [];
      return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    }
    if (status !== 'CREATE_IN_PROGRESS') throw new Error(`the stack is ${status}: ${stack?.StackStatusReason}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
