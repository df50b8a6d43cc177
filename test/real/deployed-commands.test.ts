import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Route53 } from '../../local/cloud/route53/route53.ts';
import { serveRoute53 } from '../../local/cloud/route53/server.ts';
import { sqsDeadLetters } from '../../shared/adapters/dead-letters-sqs.ts';
import { openDynamoTable } from '../../shared/adapters/table-dynamodb.ts';
import { writeConfiguration } from '../../shared/runtime/configuration-row.ts';
import { runCli } from '../cli/run-cli.ts';
import { leavingSite } from '../support/commands.ts';
import { conditionOf, putSite, siteRow, smallConfiguration, zoneId } from '../support/small-installation.ts';
import { makeStack } from './deployed-stack.ts';
import { connection } from './dynamodb-table.ts';

const stack = `firstlight-${Date.now()}`;
const variables = {
  AWS_ENDPOINT_URL: connection.endpoint,
  AWS_REGION: connection.region,
  AWS_ACCESS_KEY_ID: connection.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: connection.credentials.secretAccessKey,
};
const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
let route53: Awaited<ReturnType<typeof serveRoute53>> | undefined;
let outputs: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  const zones = [{ id: zoneId, name: 'example.com', private: false }];
  route53 = await serveRoute53(new Route53({ zones }), { port: 0, clock: () => Date.now() });
  Object.assign(process.env, variables, { AWS_ENDPOINT_URL_ROUTE_53: route53.url });
  outputs = await makeStack(stack);
  const table = openDynamoTable({ tableName: outputs['TableName'] ?? '' });
  await writeConfiguration(table, smallConfiguration());
  await putSite(table, siteRow(), { condition: conditionOf() });
  await putSite(table, leavingSite('old.example.com'), { condition: conditionOf() });
});
afterAll(async () => {
  await route53?.close();
  delete process.env['AWS_ENDPOINT_URL_ROUTE_53'];
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const run = (...args: string[]) => runCli([...args, '--by', 'oncall'], { nowMs: Date.now() });
const onStack = (...args: string[]) => run(...args, '--stack', stack);
const sqs = new SQSClient(connection);
const urlOf = (output: string, queue: string): string => {
  const urls: unknown = JSON.parse(outputs[output] ?? '{}');
  return String(Object.entries(urls as object).find(([name]) => name === queue)?.[1]);
};

describe('the commands on a deployed stack', () => {
  it('show, stop, let go and tell', async () => {
    expect((await onStack('sites')).out).toContain('app.example.com');
    expect((await onStack('why', 'app.example.com')).code).toBe(0);
    expect((await onStack('plan')).err).toBe('');
    expect(await onStack('hold', 'app.example.com', '--for', '1h')).toMatchObject({ code: 0, err: '' });
    expect((await onStack('sites')).out).toContain('oncall');
    expect(await onStack('resume', 'app.example.com')).toMatchObject({ code: 0, err: '' });
    expect(await onStack('approve', 'all')).toMatchObject({ code: 0, err: '' });
    expect((await onStack('history')).out).toContain('resume');
    expect((await onStack('forget-cluster', 'demo')).code).toBe(3);
  });

  it('ring for what they want looked at', async () => {
    await onStack('hold', 'all', '--for', '1h');
    await onStack('resume', 'all');
    const command = new ReceiveMessageCommand({ QueueUrl: urlOf('QueueUrls', 'claims'), MaxNumberOfMessages: 10 });
    const bodies = ((await sqs.send(command)).Messages ?? []).map(({ Body }) => Body);
    expect(bodies).toContain('{"lane":"claims:demo"}');
  });

  it('are the same by the environment', async () => {
    const { TableName = '', QueueUrls = '' } = outputs;
    const env = { FIRSTLIGHT_TABLE: TableName, FIRSTLIGHT_QUEUE_URLS: QueueUrls };
    expect((await runCli(['sites'], { env, nowMs: Date.now() })).out).toContain('app.example.com');
  });

  it('say in one line of a stack that is not there, and of a table that is not', async () => {
    expect(await run('sites', '--stack', 'nowhere')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^firstlight: --stack nowhere: there is none of that name here.*\n$/),
    });
    expect(await runCli(['sites'], { env: { FIRSTLIGHT_TABLE: 'nowhere' } })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^firstlight: DynamoDB refuses us.*ResourceNotFoundException.*\n$/),
    });
  });
});

describe('redrive', () => {
  it('shows reasons, and sends back', async () => {
    await sqsDeadLetters({ queueUrl: urlOf('DeadLetterUrls', 'intake'), client: connection }).send({
      body: '{"detail-type":"ObjectRanges.v9"}',
      reason: 'UnknownVersion: newer',
    });
    expect((await onStack('redrive')).out).toMatch(/intake {2}1 dead letter;[\s\S]*UnknownVersion: newer/);
    expect((await onStack('redrive', 'intake')).out).toContain('sent 1 message back to intake');
    const command = new ReceiveMessageCommand({ QueueUrl: urlOf('QueueUrls', 'intake') });
    expect((await sqs.send(command)).Messages).toMatchObject([{ Body: '{"detail-type":"ObjectRanges.v9"}' }]);
    expect((await onStack('redrive')).out).toBe('There are no dead letters.\n');
  });
});

describe('doctor', () => {
  it('looks at all of it, says what is wrong, and ends with 3 only for what fails', async () => {
    const url = urlOf('DeadLetterUrls', 'dns');
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '{}' }));
    const { code, out, err } = await onStack('doctor');
    expect(err).toBe('');
    expect(out).toMatch(/^OK +table +can be read/m);
    expect(out).toMatch(/^OK +table +can be written/m);
    expect(out).toMatch(/^OK +configuration +number 1: zones 1/m);
    expect(out).toMatch(/^OK +zone example\.com \(public\) +is Z0EXAMPLE01/m);
    expect(out).toMatch(new RegExp(`^OK +bus ${stack}`, 'm'));
    expect(out).toMatch(/^WARN +dead letters dns +1 wait/m);
    expect(out).toMatch(/^WARN +cluster demo +was never heard of/m);
    expect(out).toMatch(/\d+ OK, \d+ WARN, 0 FAIL\n$/);
    expect(code).toBe(0);
  });
});
