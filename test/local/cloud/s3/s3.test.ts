import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { S3 } from '../../../../local/cloud/s3/s3.ts';

const signed = 'AWS4-HMAC-SHA256 Credential=hub/20261121/eu-central-1/s3/aws4_request';
const hash = (body: string): string => createHash('sha256').update(body).digest('hex');
const request = (method: string, key: string, more: Partial<Parameters<S3['handle']>[0]> = {}) => {
  const body = more.body ?? '';
  const { headers, ...rest } = more;
  return {
    method,
    path: `/bucket/${key}`,
    query: {},
    body,
    headers: { authorization: signed, 'x-amz-content-sha256': hash(body), ...headers },
    ...rest,
  };
};

describe('the strict S3', () => {
  it.each([
    ['no signature', request('GET', 'a', { headers: { authorization: '' } }), 403, 'AccessDenied'],
    ['another bucket', request('GET', 'a', { path: '/other/a' }), 404, 'NoSuchBucket'],
    ['what is not there', request('GET', 'a'), 404, 'NoSuchKey'],
    ['a key that is too long', request('GET', 'ü'.repeat(513)), 400, 'KeyTooLongError'],
    [
      'content that is not what its hash says',
      request('PUT', 'a', { headers: { 'x-amz-content-sha256': hash('x') } }),
      400,
      'XAmzContentSHA256Mismatch',
    ],
    [
      'a PUT unless an ETag stands',
      request('PUT', 'a', { headers: { 'if-none-match': '"e"' } }),
      501,
      'NotImplemented',
    ],
    ['a PUT where nothing stands that must', request('PUT', 'a', { headers: { 'if-match': '"e"' } }), 404, 'NoSuchKey'],
    ['a DELETE', request('DELETE', 'a'), 501, 'NotImplemented'],
    ['a list', request('GET', ''), 501, 'NotImplemented'],
    ['a part of a query', request('GET', 'a', { query: { versionId: '1' } }), 501, 'NotImplemented'],
  ])('refuses %s', (_, asked, status, code) => {
    const model = new S3({ bucket: 'bucket' });
    const answer = model.handle(asked, 0);
    expect(answer).toMatchObject({ status, body: expect.stringContaining(`<Code>${code}</Code>`) });
    expect(model.contents().size).toBe(0);
  });

  it('escapes the path that it shows', () => {
    const answer = new S3({ bucket: 'bucket' }).handle(request('GET', '<a>&'), 0);
    expect(answer.body).toContain('<Resource>/bucket/&lt;a>&amp;</Resource>');
  });
});
