import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  InvalidChangeBatch,
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  NoSuchChange,
  NoSuchHostedZone,
  PriorRequestNotComplete,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { type RunningServer, serveRoute53 } from '#local/cloud/route53/server.ts';

const zones = [
  { id: 'Z1', name: 'example.com', private: false },
  { id: 'Z2', name: 'example.com', private: true },
  { id: 'Z3', name: 'int.example.com', private: true },
];
let now = 1_000_000;
let model: Route53;
let server: RunningServer;
let client: Route53Client;

beforeEach(async () => {
  model = new Route53({ zones, limits: { processingMs: 100 } });
  server = await serveRoute53(model, { port: 0, clock: () => now });
  client = new Route53Client({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await server.close();
});

const a = (Name: string, Value = '192.0.2.1'): Change => ({
  Action: 'CREATE',
  ResourceRecordSet: { Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value }] },
});

async function change(...changes: Change[]) {
  now += 1000;
  const ChangeBatch = { Changes: changes, Comment: 'from a test' };
  return client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: '/hostedzone/Z1', ChangeBatch }));
}

const list = (input: object = {}) => client.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1', ...input }));

describe('the real SDK against the strict Route 53', () => {
  it('changes, waits and lists, with names as Route 53 shows them', async () => {
    const { ChangeInfo } = await change(a('*.App.Example.com'));
    expect(ChangeInfo).toMatchObject({ Status: 'PENDING', Comment: 'from a test', SubmittedAt: new Date(now) });
    now += 1100;
    const { ChangeInfo: later } = await client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }));
    expect(later?.Status).toBe('INSYNC');
    const { ResourceRecordSets, IsTruncated, MaxItems } = await list({ StartRecordName: 'app.example.com' });
    expect({ ResourceRecordSets, IsTruncated, MaxItems }).toEqual({
      ResourceRecordSets: [
        { Name: '\\052.app.example.com.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] },
      ],
      IsTruncated: false,
      MaxItems: 300,
    });
  });

  it('carries every field there and back', async () => {
    const alias: Change = {
      Action: 'UPSERT',
      ResourceRecordSet: {
        Name: 'weighted.example.com.',
        Type: 'A',
        SetIdentifier: 'one & "only" <é>',
        Weight: 0,
        AliasTarget: {
          HostedZoneId: 'Z215JYRZR1TBD5',
          DNSName: 'dualstack.lb-1.eu-central-1.elb.amazonaws.com.',
          EvaluateTargetHealth: true,
        },
      },
    };
    const txt: Change = {
      Action: 'CREATE',
      ResourceRecordSet: {
        Name: 'txt.example.com.',
        Type: 'TXT',
        TTL: 0,
        ResourceRecords: [{ Value: '"a & <b> \\"c\\" \'d\'" "second"' }],
      },
    };
    await change(alias, txt);
    expect((await list()).ResourceRecordSets).toEqual(
      expect.arrayContaining([alias.ResourceRecordSet, txt.ResourceRecordSet]),
    );
  });

  it('pages through names, types and identifiers', async () => {
    const weighted = ['x', 'y', 'z'].map((SetIdentifier): Change => {
      const { ResourceRecordSet } = a('w.example.com');
      return {
        Action: 'CREATE',
        ResourceRecordSet: { Name: 'w.example.com', Type: 'A', ...ResourceRecordSet, SetIdentifier, Weight: 1 },
      };
    });
    await change(...weighted);
    const first = await list({ MaxItems: 4 });
    expect(first).toMatchObject({
      IsTruncated: true,
      NextRecordName: 'w.example.com.',
      NextRecordType: 'A',
      NextRecordIdentifier: 'z',
    });
    const second = await list({
      StartRecordName: first.NextRecordName,
      StartRecordType: first.NextRecordType,
      StartRecordIdentifier: first.NextRecordIdentifier,
    });
    expect(second.ResourceRecordSets?.map((set) => set.SetIdentifier)).toEqual(['z']);
  });

  it('describes zones', async () => {
    expect((await client.send(new ListHostedZonesCommand({}))).HostedZones).toHaveLength(3);
    const byName = await client.send(new ListHostedZonesByNameCommand({ DNSName: 'int.example.com', MaxItems: 1 }));
    expect(byName.HostedZones?.[0]).toMatchObject({ Id: '/hostedzone/Z3', Config: { PrivateZone: true } });
    const zone = await client.send(new GetHostedZoneCommand({ Id: '/hostedzone/Z1' }));
    expect(zone.HostedZone).toMatchObject({ Name: 'example.com.', ResourceRecordSetCount: 2 });
    expect(zone.DelegationSet?.NameServers).toHaveLength(4);
  });

  it('takes a full batch of a thousand quoted values', async () => {
    const changes = Array.from({ length: 1000 }, (_, at): Change => {
      const ResourceRecords = [{ Value: `"value ${at} & so"` }];
      return {
        Action: 'CREATE',
        ResourceRecordSet: { Name: `t${at}.example.com`, Type: 'TXT', TTL: 1, ResourceRecords },
      };
    });
    await change(...changes);
    expect(model.recordSets('Z1')).toHaveLength(1002);
  });
});

describe('errors as the SDK sees them', () => {
  it('InvalidChangeBatch lists its messages', async () => {
    const error = await change(a('a.example.org'), a('b.example.com', 'nonsense')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidChangeBatch);
    expect(error).toMatchObject({
      $metadata: { httpStatusCode: 400, requestId: 'request-1' },
      messages: [
        'RRSet with DNS name a.example.org. is not permitted in zone example.com.',
        "Invalid Resource Record: FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with 'nonsense'",
      ],
      message: expect.stringContaining('[RRSet with DNS name a.example.org.'),
    });
  });

  it('one message is still a list', async () => {
    const error = await change(a('a.example.org')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ messages: [expect.any(String)] });
  });

  it('a busy zone is PriorRequestNotComplete', async () => {
    await change(a('a.example.com'));
    now -= 950;
    await expect(change(a('b.example.com'))).rejects.toBeInstanceOf(PriorRequestNotComplete);
  });

  it('too many requests are Throttling', async () => {
    await Promise.all(Array.from({ length: 50 }, () => client.send(new ListHostedZonesCommand({}))));
    const error = await client.send(new ListHostedZonesCommand({})).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'Throttling', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } });
  });

  it('what is not there is 404', async () => {
    await expect(client.send(new GetChangeCommand({ Id: '/change/C1' }))).rejects.toBeInstanceOf(NoSuchChange);
    await expect(client.send(new GetHostedZoneCommand({ Id: 'Z9' }))).rejects.toBeInstanceOf(NoSuchHostedZone);
  });

  it('what is not modelled says so', async () => {
    const response = await fetch(`${server.url}/2013-04-01/healthcheck`, { method: 'POST' });
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining('<Code>UnknownOperationException</Code>'),
    ]);
  });
});
