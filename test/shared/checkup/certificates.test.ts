import { expect, it } from 'vitest';
import { checkCertificates } from '#shared/checkup/certificates.ts';
import { configurationWith, edgeOn, loadBalancer, openWorld } from '../../functions/certificates/world.ts';

it('says of each account and region whether it was read, who waits, and which load balancer is nearly full', async () => {
  const configuration = configurationWith([edgeOn(loadBalancer('public'), { names: 'host', most: 3 })]);
  const world = await openWorld({ configuration, elbv2: { limits: { certificatesPerApplicationLoadBalancer: 3 } } });
  const look = () => checkCertificates(world.table, configuration);
  expect((await look()).map(({ level, message }) => `${level} ${message}`)).toEqual([
    'WARN has not been read yet: no certificate is requested there',
  ]);
  for (const host of ['a.example.com', 'b.example.com']) await world.write(host);
  await world.settle(60);
  const [found, full] = await look();
  expect(found).toMatchObject({ level: 'OK', message: '2 hosts have a certificate, 0 wait for one' });
  expect(full?.message).toMatch(/^arn:.* has 2 of at most 3 certificates$/);
});
