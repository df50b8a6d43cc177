import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Route53HostedZones } from '../../shared/adapters/route53.ts';
import type { RecordSet } from '../../shared/domain/record.ts';
import { hostedZonesContract } from './hosted-zones.ts';
import { openRoute53 } from './route53-client.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
let route53: Awaited<ReturnType<typeof openRoute53>>;
let zones: Route53HostedZones;
beforeEach(async () => {
  route53 = await openRoute53();
  zones = new Route53HostedZones({ endpoint: route53.url, credentials });
});
afterEach(() => route53.close());

const create = (record: RecordSet) => ({ action: 'CREATE', record }) as const;

hostedZonesContract('the strict Route 53', async () => ({
  zones,
  zoneId: 'Z1',
  settle: () => {
    route53.time.nowMs += 2000;
  },
  close: async () => {},
}));

describe('the adapter over the wire', () => {
  it('only says that a set is routed where it has no words for how', async () => {
    await route53.change({
      Action: 'CREATE',
      ResourceRecordSet: {
        Name: 'w.example.com',
        Type: 'A',
        TTL: 60,
        SetIdentifier: 'blue',
        CidrRoutingConfig: { CollectionId: 'c8c02a84-aaaa-bbbb-e0d2-d833a2f80106', LocationName: 'office' },
        ResourceRecords: [{ Value: '192.0.2.1' }],
      },
    });
    const { recordSets } = await zones.list('Z1', { name: 'w.example.com' });
    expect(recordSets).toEqual([
      { name: 'w.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'], setIdentifier: 'blue', routed: true },
    ]);
  });

  it('a health check that is gone is told apart from a wrong record', async () => {
    const healthCheckId = '1c8ce09a-0000-4000-8000-000000000000';
    const set: RecordSet = { name: 'h.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'], healthCheckId };
    const error = await zones.change('Z1', [create(set)]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ChangeRefusedError', reason: 'HealthCheckGone' });
  });
});

describe('errors by kind', () => {
  const a: RecordSet = { name: 'x.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'] };

  it('a busy zone passes by itself and was not changed', async () => {
    await zones.change('Z1', [create(a)]);
    const error = await zones
      .change('Z1', [create({ ...a, name: 'y.example.com' })])
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'RetryableError', ambiguous: false });
  });

  it('too many requests', async () => {
    const calls = Array.from({ length: 51 }, () => zones.list('Z1'));
    const results = await Promise.allSettled(calls);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { name: 'ThrottledError', retryAfterMs: 2000 },
    });
  });
});

describe('answers that do not come', () => {
  let server: Server;
  const listen = async (answer: (end: (status?: number) => void) => void): Promise<Route53HostedZones> => {
    server = createServer((request, response) => {
      request.resume();
      answer((status) => (status === undefined ? response.destroy() : response.writeHead(status).end('<html>')));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return new Route53HostedZones({
      endpoint: `http://127.0.0.1:${port}`,
      credentials,
      deadline: () => AbortSignal.timeout(200),
    });
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const change = {
    action: 'CREATE',
    record: { name: 'x.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'] },
  } as const;

  it.each([
    ['a broken connection', (end: (status?: number) => void) => end()],
    ['a 503', (end: (status?: number) => void) => end(503)],
    ['silence', () => {}],
  ])('%s leaves a change in doubt, a list not', async (_case, answer) => {
    const broken = await listen(answer);
    const doubt = await broken.change('Z1', [change]).catch((thrown: unknown) => thrown);
    expect(doubt).toMatchObject({ name: 'RetryableError', ambiguous: true });
    const plain = await broken.list('Z1').catch((thrown: unknown) => thrown);
    expect(plain).toMatchObject({ name: 'RetryableError', ambiguous: false });
  });

  it('a 403 is of the surroundings', async () => {
    const broken = await listen((end) => end(403));
    const error = await broken.change('Z1', [change]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PermanentError', reason: 'AccessDenied', scope: 'surroundings' });
  });
});
