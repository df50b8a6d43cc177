import { createHash, createHmac } from 'node:crypto';
import { region } from './installation.ts';
import { told } from './world.ts';

/** Whose rights a call has; a root of an account is its number. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export const root = (account: string): Credentials => ({ accessKeyId: account, secretAccessKey: 'test' });

export interface AwsCall {
  readonly service: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One signed request to the emulator, for services that nothing of ours has a client for. @throws Error on a refusal */
export async function callAws(
  call: AwsCall,
  credentials: Credentials,
): Promise<{ readonly text: string; readonly headers: Headers }> {
  const { method = 'POST', path = '/', body } = call;
  const response = await fetch(`${told.endpoint}${path}`, {
    method,
    headers: sign(call, credentials),
    ...(method === 'GET' ? {} : { body }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${call.service} ${path} ${body.slice(0, 200)}: ${response.status} ${text.slice(0, 500)}`);
  return { text, headers: response.headers };
}

/** A call of the query protocol (IAM, STS); returns XML. */
export async function query(
  service: 'iam' | 'sts',
  parameters: Readonly<Record<string, string>>,
  credentials: Credentials,
): Promise<string> {
  const version = service === 'iam' ? '2010-05-08' : '2011-06-15';
  const body = new URLSearchParams({ ...parameters, Version: version }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return (await callAws({ service, headers, body }, credentials)).text;
}

/** IAM User Guide, "Create a signed AWS API request" (Signature Version 4). */
function sign(
  { service, method = 'POST', path = '/', headers = {}, body }: AwsCall,
  credentials: Credentials,
): Record<string, string> {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const all: Record<string, string> = {
    ...headers,
    host: new URL(told.endpoint).host,
    'x-amz-date': date,
    ...(credentials.sessionToken === undefined ? {} : { 'x-amz-security-token': credentials.sessionToken }),
  };
  const names = Object.keys(all).sort();
  const [bare = '', asked = ''] = path.split('?');
  const canonical = [
    method,
    bare,
    asked,
    ...names.map((name) => `${name}:${all[name]}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
  const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`;
  const key = [date.slice(0, 8), region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(key, text).toString('hex');
  const { host: _host, ...sent } = all;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...sent, authorization };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
