import * as z from 'zod';
import { callAws, root } from './aws.ts';

/** A function of the deployed stack, called without its queue. */
export interface Called {
  readonly answer: unknown;
  /** The end of its log. */
  readonly log: string;
}

/** @param name the beginning of its logical id, as `Dns` */
export async function callFunction(account: string, name: string, event: object): Promise<Called> {
  const path = `/2015-03-31/functions/${(await find(account, name)).FunctionName}/invocations`;
  const headers = { 'x-amz-log-type': 'Tail' };
  const call = { service: 'lambda', path, headers, body: JSON.stringify(event) };
  const { text, headers: told } = await callAws(call, root(account));
  const log = Buffer.from(told.get('x-amz-log-result') ?? '', 'base64').toString('utf8');
  return {
    answer: text === '' ? undefined : JSON.parse(text),
    log: `${log}\n${told.get('x-amz-function-error') ?? ''}\n${text}`,
  };
}

/** Calls it with a message as its queue would. */
export const deliver = (account: string, name: string, body: object): Promise<Called> =>
  callFunction(account, name, { Records: [{ ...record, messageId: crypto.randomUUID(), body: JSON.stringify(body) }] });

const record = {
  receiptHandle: 'none',
  attributes: {},
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:111111111111:queue',
  awsRegion: 'eu-central-1',
};

const listed = z.object({
  Functions: z.array(
    z.object({
      FunctionName: z.string(),
      Role: z.string(),
      LoggingConfig: z.object({ LogGroup: z.string() }).optional(),
    }),
  ),
});

async function functions(account: string) {
  const call = { service: 'lambda', method: 'GET', path: '/2015-03-31/functions/', body: '' } as const;
  return listed.parse(JSON.parse((await callAws(call, root(account))).text)).Functions;
}

async function find(account: string, name: string) {
  const found = (await functions(account)).find(({ FunctionName }) => FunctionName.includes(`-${name}`));
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
}

let sizeMb = 512;
/** Its next call is a cold start: it forgets what it has read. */
export async function recycle(account: string, name: string): Promise<void> {
  sizeMb = sizeMb === 512 ? 513 : 512;
  const path = `/2015-03-31/functions/${(await find(account, name)).FunctionName}/configuration`;
  await callAws(
    { service: 'lambda', method: 'PUT', path, body: JSON.stringify({ MemorySize: sizeMb }) },
    root(account),
  );
}

/** The name of the role that a function runs with. */
export const roleOf = async (account: string, name: string): Promise<string> =>
  (await find(account, name)).Role.split('/').at(-1) ?? '';

export const logGroupOf = async (account: string, name: string): Promise<string> =>
  (await find(account, name)).LoggingConfig?.LogGroup ?? '';
