import {
  GetChangeCommand,
  GetHostedZoneCommand,
  InvalidChangeBatch,
  ListHostedZonesCommand,
  NoSuchChange,
  NoSuchHostedZone,
  PriorRequestNotComplete,
} from '@aws-sdk/client-route-53';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FaultKind, withFaults } from '#local/cloud/route53/faults.ts';
import { serveRoute53 } from '#local/cloud/route53/server.ts';
import { creating, openRoute53 } from './route53-client.ts';

let route53: Awaited<ReturnType<typeof openRoute53>>;
beforeEach(async () => {
  route53 = await openRoute53();
});
afterEach(() => route53.close());

describe('errors as the SDK sees them', () => {
  it('InvalidChangeBatch lists its messages', async () => {
    const error = await route53
      .change(creating('a.example.org'), creating('b.example.com', 'nonsense'))
      .catch((thrown: unknown) => thrown);
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
    const error = await route53.change(creating('a.example.org')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ messages: [expect.any(String)] });
  });

  it('a busy zone is PriorRequestNotComplete', async () => {
    await route53.change(creating('a.example.com'));
    route53.time.nowMs -= 950;
    await expect(route53.change(creating('b.example.com'))).rejects.toBeInstanceOf(PriorRequestNotComplete);
  });

  it('too many requests are Throttling', async () => {
    await Promise.all(Array.from({ length: 50 }, () => route53.client.send(new ListHostedZonesCommand({}))));
    const error = await route53.client.send(new ListHostedZonesCommand({})).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'Throttling', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } });
  });

  it('what is not there is 404', async () => {
    await expect(route53.client.send(new GetChangeCommand({ Id: '/change/C1' }))).rejects.toBeInstanceOf(NoSuchChange);
    await expect(route53.client.send(new GetHostedZoneCommand({ Id: 'Z9' }))).rejects.toBeInstanceOf(NoSuchHostedZone);
  });

  it('what is not modelled says so', async () => {
    const response = await fetch(`${route53.url}/2013-04-01/trafficpolicy`, { method: 'POST' });
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining('<Code>UnknownOperationException</Code>'),
    ]);
  });
});

describe('faults on the wire', () => {
  const ask = async (kind: FaultKind) => {
    const { model } = route53;
    const options = { shares: { [kind]: 1 }, random: () => 0.5, slowestMs: 60 };
    const handle = withFaults((request, nowMs) => model.handle(request, nowMs), options);
    const server = await serveRoute53({ handle }, { port: 0, clock: () => 0 });
    const began = performance.now();
    const outcome = await fetch(`${server.url}/2013-04-01/hostedzone`).then(
      ({ status }) => status,
      () => 'broken',
    );
    await server.close();
    return { outcome, took: performance.now() - began };
  };

  it('a lost answer is a broken connection, a slow one comes late', async () => {
    expect((await ask('lostAnswer')).outcome).toBe('broken');
    const { outcome, took } = await ask('slow');
    expect([outcome, took >= 29]).toEqual([200, true]);
  });
});
