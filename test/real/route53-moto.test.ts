import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { Route53HostedZones } from '../../shared/adapters/route53.ts';
import { hostedZonesContract } from '../contract/hosted-zones.ts';

const endpoint = process.env['FIRSTLIGHT_REAL_MOTO'] ?? '';
const credentials = { accessKeyId: 'moto', secretAccessKey: 'moto' };

/** What moto 5.2.5 takes or tells otherwise than Route 53; our strict model judges all of it. */
const unjudged: Readonly<Record<string, string>> = {
  ...because('it drops GeoProximityLocation', [
    'writes and reads region and no bias, and deletes exactly that',
    'writes and reads Local Zone group, and deletes exactly that',
    'writes and reads coordinates, and deletes exactly that',
  ]),
  ...because('every change is INSYNC at once, also one that was never made', [
    'a change is PENDING, then INSYNC',
    'nobody knows a change that was never made',
  ]),
  ...because('it has no GetHostedZoneLimit', ['says how many record sets a zone may hold, and holds']),
  ...because('it refuses the batch and keeps the changes before that one', [
    'refuses the whole batch: outside the zone',
  ]),
  ...because(
    'it takes it',
    [
      'over 32,000 characters',
      'CNAME beside an address',
      'address beside a CNAME',
      'an address that is none',
      'weighted beside simple',
      'simple beside weighted',
      'a weight over 255',
      'a policy without identifier',
      'a primary without health check',
      'a health check that is gone',
      '401 values in one set',
      'a TTL below 0',
      'an alias under a foreign zone id',
    ].map((title) => `refuses the whole batch: ${title}`),
  ),
};

function because(why: string, titles: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(titles.map((title) => [title, why]));
}

let made = 0;

hostedZonesContract(
  'moto',
  async () => {
    const client = new Route53Client({ endpoint, region: 'us-east-1', credentials });
    made += 1;
    const zone = { Name: 'example.com', CallerReference: `zone-${made}` };
    const { HostedZone } = await client.send(new CreateHostedZoneCommand(zone));
    client.destroy();
    return {
      zones: new Route53HostedZones({ endpoint, credentials }),
      zoneId: (HostedZone?.Id ?? '').replace('/hostedzone/', ''),
      settle: () => {},
      close: async () => {},
    };
  },
  unjudged,
);
