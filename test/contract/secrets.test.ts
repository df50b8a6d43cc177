import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, serveRoute53 } from '#local/cloud/route53/server.ts';
import { openSecrets, type Secrets } from '#shared/adapters/secrets.ts';
import type { SecretRef } from '#shared/domain/alert-policy.ts';

const token = 'xoxb-a-secret';
let held: Record<string, string>;
/** The versions before, by name. */
let former: Record<string, string>;
let refusing: { readonly status: number; readonly code: string } | undefined;
let asked: number;
let nowMs: number;
let server: RunningServer;
let secrets: Secrets;

beforeEach(async () => {
  held = {
    'slack/token': token,
    'slack/json': JSON.stringify({ token, number: 7 }),
    '/slack/token': `${token}\n`,
    empty: ' ',
  };
  former = {};
  [refusing, asked, nowMs] = [undefined, 0, 0];
  const handle = ({ body }: { readonly body: string }) => {
    asked += 1;
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    if (refusing !== undefined)
      return { status: refusing.status, headers, body: JSON.stringify({ __type: refusing.code, message: token }) };
    const { SecretId, Name, VersionStage } = JSON.parse(body);
    const text = (VersionStage === 'AWSPREVIOUS' ? former : held)[SecretId ?? Name];
    const missing = SecretId === undefined ? 'ParameterNotFound' : 'ResourceNotFoundException';
    if (text === undefined) return { status: 400, headers, body: JSON.stringify({ __type: missing, message: 'no' }) };
    const answer =
      SecretId === undefined
        ? { Parameter: { Name, Value: text } }
        : { Name: SecretId, SecretString: text, CreatedDate: 0 };
    return { status: 200, headers, body: JSON.stringify(answer) };
  };
  server = await serveRoute53({ handle }, { port: 0, clock: () => 0 });
  const client = {
    endpoint: server.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  };
  secrets = openSecrets({
    clock: { monotonic: () => nowMs, now: () => nowMs },
    client,
    variables: { SLACK_TOKEN: token },
  });
});
afterEach(() => server.close());

const refs: readonly SecretRef[] = [
  { secretsManager: 'slack/token' },
  { secretsManager: 'slack/json', field: 'token' },
  { ssm: '/slack/token' },
  { environment: 'SLACK_TOKEN' },
];
const failure = (ref: SecretRef) =>
  secrets.read(ref).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a secret', () => {
  it.each(refs)('is read where it is: %j', async (ref) => {
    expect(await secrets.read(ref)).toBe(token);
  });

  it('is asked for once in five minutes, and again when it was refused', async () => {
    const ref = { ssm: '/slack/token' };
    await secrets.read(ref);
    nowMs = 299_999;
    await secrets.read(ref);
    expect(asked).toBe(1);
    nowMs = 300_000;
    held['/slack/token'] = 'xoxb-another';
    expect(await secrets.read(ref)).toBe('xoxb-another');
    secrets.forget(ref);
    held['/slack/token'] = 'xoxb-third';
    expect(await secrets.read(ref)).toBe('xoxb-third');
    expect(asked).toBe(3);
  });

  it.each([
    [{ secretsManager: 'nothing' }, /^secret nothing cannot be read \(ResourceNotFoundException\): create it/],
    [{ ssm: '/nothing' }, /^parameter \/nothing cannot be read \(ParameterNotFound\): create it/],
    [{ secretsManager: 'empty' }, /^secret empty is empty/],
    [
      { secretsManager: 'slack/json', field: 'number' },
      /^secret slack\/json \(field number\) is empty or has no such field/,
    ],
    [{ secretsManager: 'slack/token', field: 'token' }, /no such field/],
    [{ environment: 'NOTHING' }, /^environment variable NOTHING is empty/],
  ])('that is not there is named with what to do: %j', async (ref, message) => {
    expect(await failure(ref)).toMatchObject({
      name: 'PermanentError',
      reason: 'Refused',
      scope: 'surroundings',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    [
      { status: 400, code: 'AccessDeniedException' },
      { name: 'PermanentError', reason: 'AccessDenied' },
    ],
    [
      { status: 400, code: 'DecryptionFailure' },
      { name: 'PermanentError', reason: 'AccessDenied' },
    ],
    [{ status: 400, code: 'ThrottlingException' }, { name: 'ThrottledError' }],
    [{ status: 500, code: 'InternalServiceError' }, { name: 'RetryableError' }],
  ])('that is refused with %j', async (answer, error) => {
    refusing = answer;
    expect(await failure({ secretsManager: 'slack/token' })).toMatchObject(error);
  });

  it('is in no error, whatever the far side says', async () => {
    for (const code of ['AccessDeniedException', 'InvalidRequestException']) {
      refusing = { status: 400, code };
      expect(String(await failure({ secretsManager: 'slack/token' }))).not.toContain(token);
    }
  });
});

describe('a secret in the place of another one', () => {
  it.each<[string, SecretRef, readonly string[]]>([
    ['no other', { secretsManager: 'slack/token' }, [token]],
    ['the version before', { secretsManager: 'rotated' }, ['new', 'old']],
    ['of a field', { secretsManager: 'json', field: 'key' }, ['new', 'old']],
    ['a list', { ssm: '/list' }, ['new', 'old']],
    ['a list in a field', { secretsManager: 'lists', field: 'keys' }, ['new', 'old']],
    ['systems manager has no version before', { ssm: '/slack/token' }, [token]],
  ])('counts with it: %s', async (_, ref, all) => {
    Object.assign(held, { rotated: 'new', json: '{"key":"new"}', '/list': '["new","old"]' });
    Object.assign(held, { lists: '{"keys":["new","old"]}' });
    Object.assign(former, { rotated: 'old', json: '{"key":"old"}', '/slack/token': 'never' });
    expect(await secrets.readAll(ref)).toEqual(all);
  });

  it('counts for a day', async () => {
    Object.assign(held, { rotated: 'new' });
    former['rotated'] = 'old';
    nowMs = 86_400_000 - 1;
    expect(await secrets.readAll({ secretsManager: 'rotated' })).toEqual(['new', 'old']);
    nowMs += 300_000;
    expect(await secrets.readAll({ secretsManager: 'rotated' })).toEqual(['new']);
  });

  it('is asked for once in five minutes, and again when it was refused', async () => {
    const ref = { ssm: '/slack/token' };
    await secrets.readAll(ref);
    await secrets.readAll(ref);
    expect(asked).toBe(1);
    secrets.forget(ref);
    await secrets.readAll(ref);
    expect(asked).toBe(2);
  });

  it('says of a list that is none what to write, and nothing of what it holds', async () => {
    held['/list'] = '["hidden", 7]';
    const error = await secrets.readAll({ ssm: '/list' }).catch(String);
    expect(error).toMatch(/parameter \/list is no list of texts: write \["new", "old"\]/);
    expect(error).not.toContain('hidden');
  });
});
