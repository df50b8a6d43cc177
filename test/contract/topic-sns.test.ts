import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, serveRoute53 } from '#local/cloud/route53/server.ts';
import { snsTopic } from '#shared/adapters/topic-sns.ts';

const published: URLSearchParams[] = [];
let answer: { readonly status: number; readonly body: string };
let server: RunningServer;
const document = (root: string, inside: string) =>
  `<${root} xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${inside}<RequestId>r</RequestId></${root}>`;

beforeEach(async () => {
  published.length = 0;
  const result = '<PublishResult><MessageId>m</MessageId></PublishResult><ResponseMetadata></ResponseMetadata>';
  answer = { status: 200, body: document('PublishResponse', result) };
  const handle = ({ body }: { readonly body: string }) => {
    published.push(new URLSearchParams(body));
    return { ...answer, headers: { 'content-type': 'text/xml' } };
  };
  server = await serveRoute53({ handle }, { port: 0, clock: () => 0 });
});
afterEach(() => server.close());

const topic = () =>
  snsTopic({
    topicArn: 'arn:aws:sns:eu-central-1:111111111111:ops',
    client: { endpoint: server.url, credentials: { accessKeyId: 'a', secretAccessKey: 's' } },
  });
const refusing = (status: number, code: string) => {
  answer = { status, body: document('ErrorResponse', `<Error><Type>Sender</Type><Code>${code}</Code></Error>`) };
  return topic()
    .post({ text: 'x', escaped: 'x', subject: 'x' })
    .catch((error: unknown) => error);
};

describe('a topic', () => {
  it('is told the text, and a subject that it takes', async () => {
    const text = 'grüße <&> *x*';
    expect(await topic().post({ text, escaped: '', subject: `döwn\n${'x'.repeat(200)}` })).toBeUndefined();
    const [form] = published;
    expect(form?.get('Message')).toBe(text);
    expect(form?.get('Subject')).toMatch(/^[\x20-\x7e]{1,99}$/);
  });

  it.each([
    [404, 'NotFound', { name: 'PermanentError', reason: 'Refused' }],
    [403, 'AuthorizationError', { name: 'PermanentError', reason: 'AccessDenied' }],
    [400, 'Throttled', { name: 'ThrottledError' }],
    [500, 'InternalError', { name: 'RetryableError', ambiguous: true }],
  ])('answers %s %s', async (status, code, error) => {
    expect(await refusing(status, code)).toMatchObject(error);
    expect(published).toHaveLength(1);
  });
});
