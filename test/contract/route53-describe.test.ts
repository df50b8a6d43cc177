import { expect, it } from 'vitest';
import { Route53HostedZones } from '../../shared/adapters/route53.ts';
import { openRoute53 } from './route53-client.ts';

it('tells a zone’s name and view, and of one that is not there just that', async () => {
  const { url: endpoint, close } = await openRoute53();
  const zones = new Route53HostedZones({ endpoint, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  expect(await zones.describe('Z1')).toEqual({ name: 'example.com', isPrivate: false });
  expect(await zones.describe('Z3')).toEqual({ name: 'int.example.com', isPrivate: true });
  await expect(zones.describe('Z9')).rejects.toMatchObject({ name: 'PermanentError', reason: 'ZoneGone' });
  await close();
});
