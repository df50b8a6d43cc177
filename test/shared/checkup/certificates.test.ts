import { expect, it } from 'vitest';
import { checkCertificates } from '#shared/checkup/certificates.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld } from '../../functions/certificates/world.ts';

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

it('counts the default certificates of a network load balancer', async () => {
  const arn = 'arn:aws:acm:eu-central-1:000000000000:certificate/00000000-0000-4000-8000-000000000001';
  const listeners = [{ port: 443, protocol: 'TLS', defaultCertificate: arn }] as const;
  const given = loadBalancer('public', { type: 'network', listeners });
  const configuration = configurationWith([edgeOn(given, { names: 'host', most: 3 })]);
  const certificates = [imported(['example.net'], { arn })];
  const world = await openWorld({ configuration, balancers: [given], certificates });
  await world.write('a.example.com');
  await world.settle(60);
  const [, full] = await checkCertificates(world.table, configuration);
  expect(full?.message).toMatch(/^arn:.* has 2 of at most 3 certificates$/);
});
