import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStackOutputs } from '../../shared/adapters/stack-outputs.ts';

const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
let server: Server;
let endpoint = '';

/** DescribeStacks as CloudFormation answers it (API reference; AWS query protocol). */
function answerTo(parameters: URLSearchParams): { status: number; body: string } {
  const [name, action] = [parameters.get('StackName'), parameters.get('Action')];
  if (action !== 'DescribeStacks') return failure(400, 'InvalidAction');
  if (name === 'locked') return failure(403, 'AccessDenied');
  if (name === 'broken') return failure(500, 'InternalFailure');
  if (name !== 'firstlight') return failure(400, 'ValidationError');
  const outputs = Object.entries({ TableName: 'table-1', QueueUrls: '{"dns":"http://q/dns"}' })
    .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
    .join('');
  const stack = `<StackName>${name}</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><Outputs>${outputs}</Outputs>`;
  const stacks = `<Stacks><member>${stack}<CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks>`;
  return {
    status: 200,
    body: `<DescribeStacksResponse xmlns="${namespace}"><DescribeStacksResult>${stacks}</DescribeStacksResult></DescribeStacksResponse>`,
  };
}

const failure = (status: number, code: string) => ({
  status,
  body: `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body } = answerTo(new URLSearchParams(Buffer.concat(chunks).toString()));
      response.writeHead(status, { 'content-type': 'text/xml' });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  endpoint = `http://127.0.0.1:${address.port}`;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const read = (stackName: string, at = endpoint) =>
  readStackOutputs({
    stackName,
    client: { endpoint: at, region: 'eu-central-1', credentials: { accessKeyId: 'key', secretAccessKey: 'secret' } },
  });

it('reads the outputs of a stack', async () => {
  expect(await read('firstlight')).toEqual({ TableName: 'table-1', QueueUrls: '{"dns":"http://q/dns"}' });
});

it.each([
  ['another', 'CommandError', /^--stack another: there is none of that name here; check the name, AWS_REGION/],
  ['locked', 'CommandError', /^--stack locked: AWS refuses us \(AccessDenied\); sign in, or have cloudformation:/],
  ['broken', 'RetryableError', /^--stack broken: CloudFormation gave no answer/],
])('says of the stack %s what to do', async (name, error, told) => {
  await expect(read(name)).rejects.toMatchObject({ name: error, message: expect.stringMatching(told) });
});

it('says when nobody answers', async () => {
  await expect(read('firstlight', 'http://127.0.0.1:1')).rejects.toMatchObject({ name: 'RetryableError' });
});
