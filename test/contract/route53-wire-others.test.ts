import {
  ChangeTagsForResourceCommand,
  CreateHealthCheckCommand,
  DeleteHealthCheckCommand,
  DeleteHostedZoneCommand,
  GetHealthCheckCommand,
  ListTagsForResourceCommand,
  ListTagsForResourcesCommand,
} from '@aws-sdk/client-route-53';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRoute53 } from './route53-client.ts';

let route53: Awaited<ReturnType<typeof openRoute53>>;
beforeEach(async () => {
  route53 = await openRoute53();
});
afterEach(() => route53.close());

it('health checks come back as they were made', async () => {
  const HealthCheckConfig = {
    Type: 'HTTPS',
    FullyQualifiedDomainName: 'example.com',
    Port: 443,
    Regions: ['us-east-1', 'us-west-1', 'eu-west-1'],
  } as const;
  const asked = {
    CallerReference: 'one',
    HealthCheckConfig: { ...HealthCheckConfig, Regions: [...HealthCheckConfig.Regions] },
  };
  const made = await route53.client.send(new CreateHealthCheckCommand(asked));
  expect(made.$metadata.httpStatusCode).toBe(201);
  const HealthCheckId = made.HealthCheck?.Id;
  const { HealthCheck } = await route53.client.send(new GetHealthCheckCommand({ HealthCheckId }));
  expect(HealthCheck).toMatchObject({ Id: HealthCheckId, CallerReference: 'one', HealthCheckConfig });
  await route53.client.send(new DeleteHealthCheckCommand({ HealthCheckId }));
  const again = route53.client.send(new GetHealthCheckCommand({ HealthCheckId }));
  await expect(again).rejects.toMatchObject({ name: 'NoSuchHealthCheck' });
});

it('tags of one zone, and of several', async () => {
  const zone = { ResourceType: 'hostedzone', ResourceId: 'Z1' } as const;
  const Tag = { Key: 'team', Value: 'web & shop' };
  await route53.client.send(new ChangeTagsForResourceCommand({ ...zone, AddTags: [Tag], RemoveTagKeys: ['old'] }));
  const { ResourceTagSet } = await route53.client.send(new ListTagsForResourceCommand(zone));
  expect(ResourceTagSet).toEqual({ ...zone, Tags: [Tag] });
  const { ResourceTagSets } = await route53.client.send(
    new ListTagsForResourcesCommand({ ResourceType: 'hostedzone', ResourceIds: ['Z1', 'Z2'] }),
  );
  expect(ResourceTagSets?.map(({ Tags }) => Tags?.length)).toEqual([1, 0]);
});

it('an empty zone can be deleted', async () => {
  const { ChangeInfo } = await route53.client.send(new DeleteHostedZoneCommand({ Id: 'Z3' }));
  expect(ChangeInfo?.Status).toBe('PENDING');
  const again = route53.client.send(new DeleteHostedZoneCommand({ Id: 'Z3' }));
  await expect(again).rejects.toMatchObject({ name: 'NoSuchHostedZone' });
});
