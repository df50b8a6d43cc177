import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveRoute53 } from '#local/cloud/route53/server.ts';
import { S3 } from '#local/cloud/s3/s3.ts';
import { statusObjects } from '#shared/adapters/status-s3.ts';

const bucket = 'firstlight-status';
const model = new S3({
  bucket,
  rights: { forwarder: { read: ['status/demo/'], write: [], list: false } },
});
let server: Awaited<ReturnType<typeof serveRoute53>>;

beforeAll(async () => {
  server = await serveRoute53(model, { port: 0, clock: () => 1_000 });
});
afterAll(() => server.close());

const as = (accessKeyId: string, name = bucket) =>
  statusObjects({
    bucket: name,
    client: { endpoint: server.url, region: 'eu-central-1', credentials: { accessKeyId, secretAccessKey: 's' } },
  });

describe('the status bucket over the SDK', () => {
  it('gives back what was written, under the ETag that the write returned', async () => {
    const hub = as('hub');
    const body = JSON.stringify({ message: 'grüße, ☃ & <tags>' });
    const etag = await hub.write('status/demo/index.json', body, undefined);
    expect(etag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
    expect(await hub.read('status/demo/index.json')).toEqual({ etag, body });
    expect(await hub.readChanged('status/demo/index.json', etag)).toBe('unchanged');
    expect(await hub.readChanged('status/demo/index.json', '"other"')).toEqual({ etag, body });
  });

  it('knows that there is nothing', async () => {
    expect(await as('hub').read('status/demo/none.json')).toBeUndefined();
    expect(await as('hub').readChanged('status/demo/none.json', '"etag"')).toBeUndefined();
  });

  it('replaces only what it has read', async () => {
    const hub = as('hub');
    const first = await hub.write('status/demo/a b/ü.json', '1', undefined);
    await expect(hub.write('status/demo/a b/ü.json', '2', undefined)).rejects.toMatchObject({ name: 'RetryableError' });
    const second = await hub.write('status/demo/a b/ü.json', '2', first);
    await expect(hub.write('status/demo/a b/ü.json', '3', first)).rejects.toMatchObject({
      name: 'RetryableError',
      ambiguous: false,
    });
    await expect(hub.write('status/demo/gone.json', '3', first)).rejects.toMatchObject({ name: 'RetryableError' });
    expect(await hub.read('status/demo/a b/ü.json')).toEqual({ etag: second, body: '2' });
  });

  it('says what is missing: rights, the bucket', async () => {
    const denied = { name: 'PermanentError', reason: 'AccessDenied', scope: 'surroundings' };
    const forwarder = as('forwarder');
    await expect(forwarder.read('status/other/index.json')).rejects.toMatchObject(denied);
    // Without the right to list S3 does not tell what is not there from what may not be read.
    await expect(forwarder.read('status/demo/never.json')).rejects.toMatchObject(denied);
    await expect(forwarder.write('status/demo/index.json', '{}', undefined)).rejects.toMatchObject(denied);
    await expect(as('hub', 'another').read('a')).rejects.toMatchObject({ name: 'PermanentError', reason: 'Refused' });
  });

  it('takes no answer for one that may have been written', async () => {
    const nowhere = statusObjects({
      bucket,
      client: {
        endpoint: 'http://127.0.0.1:9',
        region: 'eu-central-1',
        credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      },
    });
    await expect(nowhere.write('a', '{}', undefined)).rejects.toMatchObject({
      name: 'RetryableError',
      ambiguous: true,
    });
    await expect(nowhere.read('a')).rejects.toMatchObject({ name: 'RetryableError', ambiguous: false });
  });
});
