import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readEnvironment } from '#shared/deployment/environment.ts';
import { leaseMs } from '#shared/runtime/limits.ts';
import { flat } from './iam.ts';
import { templateOf } from './stack.ts';

const template = templateOf();
const lambda = z.object({
  Handler: z.string(),
  Runtime: z.string(),
  Architectures: z.array(z.string()).optional(),
  Timeout: z.number(),
  LoggingConfig: z.object({ LogGroup: z.object({ Ref: z.string() }) }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
  ReservedConcurrentExecutions: z.never().optional(),
});
const functions = Object.entries(template.findResources('AWS::Lambda::Function')).map(
  ([id, one]) => [id, lambda.parse(one['Properties'])] as const,
);
const ours = functions.filter(([id]) => !id.includes('Provider'));

it('has a function for each entry, and the CDK’s between ours and CloudFormation', () => {
  expect(functions.map(([id]) => id.replace(/(EntryFunction|framework).*/, '')).sort()).toEqual([
    'Alerts',
    'CertificateEvents',
    'Certificates',
    'Claims',
    'Configuration',
    'ConfigurationProvider',
    'Dns',
    'Intake',
    'Monitors',
    'Status',
    'Sweep',
  ]);
});

it.each(functions)('%s keeps a log of its own for a month', (_, { LoggingConfig }) => {
  const [log] = Object.entries(
    template.findResources('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 } }),
  ).filter(([id]) => id === LoggingConfig.LogGroup.Ref);
  expect(log?.[1]).toMatchObject({ DeletionPolicy: 'Delete' });
});

it.each(ours)('%s runs what was tested, and finds what it reads', (_, { Runtime, Architectures, Environment }) => {
  expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']]);
  const variables = Object.entries(Environment?.Variables ?? {}).map(([name, value]) => [
    name,
    // Queue URLs are known only on AWS.
    flat(value).replaceAll(/<(\w+)>/g, 'https://queue/$1'),
  ]);
  const read = readEnvironment(Object.fromEntries(variables));
  expect(Object.keys(read.queueUrls)).toEqual(['claims', 'dns', 'certificates', 'status', 'monitors', 'alerts']);
  expect(read.busName).toBe('Firstlight');
});

const mapping = z.object({
  EventSourceArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  FunctionName: z.object({ Ref: z.string() }),
});
const queueRow = z.object({
  VisibilityTimeout: z.number(),
  RedrivePolicy: z.object({
    deadLetterTargetArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
    maxReceiveCount: z.number(),
  }),
});

describe.each(['Intake', 'Claims', 'Dns', 'Certificates', 'Status'])('%s', (name) => {
  const mappings = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
  const sources = mappings.map((one) => ({ ...mapping.parse(one['Properties']), all: one['Properties'] }));
  const source = sources.find(({ FunctionName }) => FunctionName.Ref.startsWith(name));
  const [queue = ''] = source?.EventSourceArn['Fn::GetAtt'] ?? [];
  const row = queueRow.parse(template.findResources('AWS::SQS::Queue')[queue]?.['Properties']);

  it('answers for each message of a batch', () => {
    expect(source?.all).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'], Enabled: true });
  });

  it('puts what fails five times to dead letters of its own', () => {
    const [letters] = row.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'];
    expect(letters).toMatch(new RegExp(`^${name}DeadLetters`));
    expect(row.RedrivePolicy.maxReceiveCount).toBe(5);
    template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600 });
  });

  it('gives a message to nobody else while its call may run, and no call outlives a lease', () => {
    const timeout = ours.find(([id]) => id.startsWith(name))?.[1].Timeout ?? 0;
    expect(timeout * 1_000).toBeLessThan(leaseMs);
    expect(row.VisibilityTimeout).toBeGreaterThan(timeout);
  });
});

it('reserves no concurrency: accounts with little of it could not deploy', () => {
  expect(functions.every(([, one]) => one.ReservedConcurrentExecutions === undefined)).toBe(true);
});

it('takes messages over TLS only', () => {
  const queues = Object.keys(template.findResources('AWS::SQS::Queue'));
  for (const Ref of queues) {
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  }
});

it('sweeps each minute', () => {
  template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' });
});

it('does nothing at all while paused', () => {
  const paused = templateOf(undefined, { paused: true });
  paused.allResourcesProperties('AWS::Lambda::EventSourceMapping', { Enabled: false });
  paused.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)', State: 'DISABLED' });
});

it('puts the configuration in force when all else stands', () => {
  const [row] = Object.values(template.findResources('Custom::FirstlightConfiguration'));
  const before = z.array(z.string()).parse(row?.['DependsOn']);
  const rest = ['Function', 'EventSourceMapping', 'Policy', 'Queue'].map((type) =>
    Object.keys(
      template.findResources(`AWS::${type === 'Policy' ? 'IAM' : type === 'Queue' ? 'SQS' : 'Lambda'}::${type}`),
    ),
  );
  const ofCapabilities = rest.flat().filter((id) => /^(Intake|Claims|Dns|Sweep)/.test(id));
  expect(ofCapabilities.filter((id) => !before.includes(id))).toEqual([]);
});
