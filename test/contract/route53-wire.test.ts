import {
  type Change,
  GetChangeCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { creating, openRoute53 } from './route53-client.ts';

let route53: Awaited<ReturnType<typeof openRoute53>>;
beforeEach(async () => {
  route53 = await openRoute53();
});
afterEach(() => route53.close());

const list = (input: object = {}) =>
  route53.client.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1', ...input }));

describe('the real SDK against the strict Route 53', () => {
  it('changes, waits and lists, with names as Route 53 shows them', async () => {
    const { ChangeInfo } = await route53.change(creating('*.App.Example.com'));
    expect(ChangeInfo).toMatchObject({
      Status: 'PENDING',
      Comment: 'from a test',
      SubmittedAt: new Date(route53.time.nowMs),
    });
    route53.time.nowMs += 1100;
    const { ChangeInfo: later } = await route53.client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }));
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
    await route53.change(alias, txt);
    expect((await list()).ResourceRecordSets).toEqual(
      expect.arrayContaining([alias.ResourceRecordSet, txt.ResourceRecordSet]),
    );
  });

  it('pages through names, types and identifiers', async () => {
    const weighted = ['x', 'y', 'z'].map((SetIdentifier): Change => {
      const { ResourceRecordSet } = creating('w.example.com');
      return {
        Action: 'CREATE',
        ResourceRecordSet: { Name: 'w.example.com', Type: 'A', ...ResourceRecordSet, SetIdentifier, Weight: 1 },
      };
    });
    await route53.change(...weighted);
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
    expect((await route53.client.send(new ListHostedZonesCommand({}))).HostedZones).toHaveLength(3);
    const byName = await route53.client.send(
      new ListHostedZonesByNameCommand({ DNSName: 'int.example.com', MaxItems: 1 }),
    );
    expect(byName.HostedZones?.[0]).toMatchObject({ Id: '/hostedzone/Z3', Config: { PrivateZone: true } });
    const zone = await route53.client.send(new GetHostedZoneCommand({ Id: '/hostedzone/Z1' }));
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
    await route53.change(...changes);
    expect(route53.model.recordSets('Z1')).toHaveLength(1002);
  });
});
