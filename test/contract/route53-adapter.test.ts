import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Route53HostedZones } from '../../shared/adapters/route53.ts';
import type { RecordSet, RoutingPolicy } from '../../shared/domain/record.ts';
import { openRoute53 } from './route53-client.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
let route53: Awaited<ReturnType<typeof openRoute53>>;
let zones: Route53HostedZones;
beforeEach(async () => {
  route53 = await openRoute53();
  zones = new Route53HostedZones({ endpoint: route53.url, credentials });
});
afterEach(() => route53.close());

const records: readonly RecordSet[] = [
  { name: '*.example.com', type: 'A', ttl: 60, values: ['192.0.2.1', '192.0.2.2'] },
  { name: 'a-*.example.com', type: 'TXT', ttl: 300, values: ['"heritage=external-dns,external-dns/owner=demo"'] },
  { name: 'www.example.com', type: 'CNAME', ttl: 60, values: ['lb.example.net'] },
  {
    name: 'example.com',
    type: 'A',
    alias: {
      dnsName: 'lb-1.eu-central-1.elb.amazonaws.com',
      hostedZoneId: 'Z215JYRZR1TBD5',
      evaluateTargetHealth: true,
    },
  },
];
const create = (record: RecordSet) => ({ action: 'CREATE', record }) as const;

describe('the adapter over the wire', () => {
  it('lists what it created, byte for byte, and deletes exactly that', async () => {
    const { changeId, status } = await zones.change('Z1', records.map(create));
    expect(status).toBe('PENDING');
    expect(await zones.getChange(changeId)).toBe('PENDING');
    route53.time.nowMs += 2000;
    expect(await zones.getChange(changeId)).toBe('INSYNC');
    const { recordSets } = await zones.list('Z1');
    for (const record of records) expect(recordSets).toContainEqual(record);
    await zones.change(
      'Z1',
      records.map((record) => ({ action: 'DELETE', record })),
    );
    expect((await zones.list('Z1')).recordSets.map(({ type }) => type).sort()).toEqual(['NS', 'SOA']);
  });

  it('begins a list at a name, the wildcard included, and goes on page by page', async () => {
    await zones.change('Z1', records.map(create));
    const many = Array.from({ length: 320 }, (_, index) => `n${String(index).padStart(3, '0')}.example.com`);
    route53.time.nowMs += 1000;
    await zones.change(
      'Z1',
      many.map((name) => create({ name, type: 'A', ttl: 60, values: ['192.0.2.1'] })),
    );
    const { recordSets } = await zones.list('Z1', { name: '*.example.com' });
    expect(recordSets[0]?.name).toBe('*.example.com');
    const first = await zones.list('Z1');
    const second = await zones.list('Z1', first.next);
    expect(second.next).toBeUndefined();
    const names = [...first.recordSets, ...second.recordSets].map(({ name }) => name);
    expect(names).toHaveLength(320 + 4 + 2);
    expect(new Set(names)).toContain('n319.example.com');
  });

  const policies: readonly RoutingPolicy[] = [
    { kind: 'weighted', weight: 0 },
    { kind: 'latency', region: 'eu-central-1' },
    { kind: 'failover', role: 'SECONDARY' },
    { kind: 'geolocation', location: { continentCode: 'EU' } },
    { kind: 'geolocation', location: { countryCode: 'US', subdivisionCode: 'CA' } },
    { kind: 'geolocation', location: { countryCode: '*' } },
    { kind: 'geoproximity', place: { region: 'eu-west-1' }, bias: 0 },
    { kind: 'geoproximity', place: { localZoneGroup: 'us-east-1-bue-1' }, bias: 99 },
    { kind: 'geoproximity', place: { latitude: '49.22', longitude: '-74.01' }, bias: -99 },
    { kind: 'multivalue' },
  ];
  it.each(policies)('writes and reads $kind, and deletes exactly that', async (routing) => {
    const set: RecordSet = {
      name: 'w.example.com',
      type: 'A',
      ttl: 60,
      values: ['192.0.2.1'],
      setIdentifier: 'blue',
      routing,
    };
    await zones.change('Z1', [create(set)]);
    expect((await zones.list('Z1', { name: set.name })).recordSets[0]).toEqual(set);
    route53.time.nowMs += 1000;
    await zones.change('Z1', [{ action: 'DELETE', record: set }]);
    expect((await zones.list('Z1', { name: set.name })).recordSets[0]?.name).not.toBe(set.name);
  });

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

  it('a wrong batch is refused with the provider’s words', async () => {
    await zones.change('Z1', [create(a)]);
    route53.time.nowMs += 1000;
    const error = await zones.change('Z1', [create(a)]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ChangeRefusedError', messages: [expect.stringContaining('already exists')] });
  });

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

  it('a zone that is gone, a change that nobody knows', async () => {
    const error = await zones.list('Z404').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PermanentError', reason: 'ZoneGone', scope: 'surroundings' });
    expect(await zones.getChange('C404')).toBe('UNKNOWN');
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
