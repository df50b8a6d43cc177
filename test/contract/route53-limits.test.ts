import { afterEach, beforeEach, expect, it } from 'vitest';
import { Route53HostedZones } from '../../shared/adapters/route53.ts';
import { openRoute53 } from './route53-client.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
let route53: Awaited<ReturnType<typeof openRoute53>>;
let zones: Route53HostedZones;
beforeEach(async () => {
  route53 = await openRoute53();
  zones = new Route53HostedZones({ endpoint: route53.url, credentials });
});
afterEach(() => route53.close());

it('says how many record sets a zone may hold, and holds', async () => {
  const record = { name: 'www.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'] } as const;
  await zones.change('Z1', [{ action: 'CREATE', record }]);
  expect(await zones.recordLimit('Z1')).toEqual({ most: 10_000, count: 3 });
  await expect(zones.recordLimit('Z404')).rejects.toMatchObject({ reason: 'ZoneGone' });
});
