import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AcmCertificates } from '../../shared/adapters/acm.ts';
import { ElasticLoadBalancers } from '../../shared/adapters/elbv2.ts';
import { listenersContract } from './listeners.ts';
import { openTlsFarSides, region, roleArn } from './tls-far-sides.ts';

const endless = { capacity: 1e9, refillPerSecond: 1 };
let far: Awaited<ReturnType<typeof openTlsFarSides>>;
beforeEach(async () => {
  far = await openTlsFarSides({ changes: endless });
});
afterEach(() => far.close());

listenersContract('the strict Elastic Load Balancing', async () => {
  const [one] = far.elbv2.loadBalancers();
  const { defaultCertificate, certificates } = far;
  return {
    loadBalancers: far.loadBalancersOf({ region }),
    loadBalancerArn: one?.arn ?? '',
    dnsName: one?.dnsName ?? '',
    defaultCertificate,
    certificates,
    close: async () => {},
  };
});

const thrown = (call: Promise<unknown>) => call.catch((error: unknown) => error);
const listener = (port: number): string =>
  far.elbv2.loadBalancers()[0]?.listeners.find((one) => one.port === port)?.arn ?? '';

describe('the adapter of Elastic Load Balancing over the wire', () => {
  it('never removes the default certificate', async () => {
    const error = await thrown(far.loadBalancersOf({ region }).remove(listener(443), far.defaultCertificate));
    expect(error).toMatchObject({ name: 'PermanentError', reason: 'Refused', scope: 'wish' });
  });

  it('says that a listener without TLS takes none', async () => {
    const error = await thrown(far.loadBalancersOf({ region }).add(listener(80), far.certificates[0] ?? ''));
    expect(error).toMatchObject({ name: 'PermanentError', reason: 'Refused', scope: 'wish' });
  });

  it('sees nothing of another account', async () => {
    expect(await far.loadBalancersOf({ region, roleArn }).tagged({})).toEqual([]);
    expect(await far.loadBalancersOf({ region, roleArn }).add(listener(443), far.certificates[0] ?? '')).toBe('gone');
  });

  it('is told when it asks too often', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 41 }, () => far.loadBalancersOf({ region }).certificates(listener(443))),
    );
    expect(all.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'ThrottledError' } });
  });
});

describe('answers that do not come', () => {
  const listening = async (status: number | undefined) => {
    const server = createServer((request, response) => {
      request.resume();
      if (status === undefined) response.destroy();
      else response.writeHead(status).end('<html>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const options = { endpoint, region, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
    return { options, close: () => server.close() };
  };
  const wish = { names: ['a.com'], keyAlgorithm: 'RSA_2048', token: 't', tags: {} } as const;

  it.each([
    ['a broken connection', undefined, { name: 'RetryableError' }],
    ['a 503', 503, { name: 'RetryableError' }],
    ['a 403', 403, { name: 'PermanentError', reason: 'AccessDenied', scope: 'surroundings' }],
    ['a 429', 429, { name: 'ThrottledError' }],
  ])('%s', async (_, status, expected) => {
    const { options, close } = await listening(status);
    const [acm, elbv2] = [new AcmCertificates(options), new ElasticLoadBalancers(options)];
    const changes = [acm.request(wish), acm.delete('arn'), elbv2.add('l', 'c'), elbv2.remove('l', 'c')];
    const reads = [
      acm.list(),
      acm.describe('arn'),
      elbv2.describe(['a']),
      elbv2.listeners('a'),
      elbv2.certificates('l'),
    ];
    const doubt = expected.name === 'RetryableError';
    const outcomesOf = (calls: readonly Promise<unknown>[]) => Promise.all(calls.map(thrown));
    const [made, read] = await Promise.all([outcomesOf(changes), outcomesOf(reads)]);
    for (const error of made) expect(error).toMatchObject({ ...expected, ...(doubt ? { ambiguous: true } : {}) });
    for (const error of read) expect(error).toMatchObject({ ...expected, ...(doubt ? { ambiguous: false } : {}) });
    close();
  });
});
