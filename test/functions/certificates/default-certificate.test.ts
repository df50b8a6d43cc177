import { expect, it } from 'vitest';
import { givenCertificate } from '#local/cloud/acm/seed.ts';
import { balancer, elsewhere, host, openWithDefault, renewed, wildcard } from './default-world.ts';
import { configurationWith, edgeOn } from './world.ts';

it('what the default alone serves is on the SNI list before a deployment names another default', async () => {
  const world = await openWithDefault();
  await world.write(host);
  await world.settle(5);
  expect((await world.assigned()).map(({ how, status }) => `${how} ${status}`)).toEqual(['default True']);
  expect(world.shown('public')).toEqual(['*.example.com example.com']);
  expect(world.acm.calls().RequestCertificate).toBeUndefined();
});

it('an old default serves its hosts until one of ours does, and is taken off an hour later', async () => {
  const world = await openWithDefault();
  await world.write(host);
  await world.settle(5);
  world.deploy(elsewhere);
  expect(world.shown('public')).toEqual(['*.example.com example.com']);
  await world.pass(65);
  expect(world.acm.calls().RequestCertificate).toBe(1);
  expect(world.shown('public')).toHaveLength(2);
  await world.pass(130);
  const [row] = await world.assigned();
  expect(world.shown('public')).toHaveLength(1);
  expect(row).toMatchObject({ status: 'True', how: 'requested' });
  expect(world.elbv2.shownBy(world.listener('public'), world.clock.now())?.listed).toEqual([row?.certificate]);
  // It is not ours: it stays in ACM.
  expect(world.acm.certificate(givenCertificate(wildcard).arn, world.clock.now())).toBeDefined();
});

it('a new default that covers the same hosts takes the place of the old one on the list, too', async () => {
  const world = await openWithDefault();
  await world.write(host);
  await world.settle(5);
  world.deploy(renewed);
  await world.pass(200);
  expect(world.shown('public')).toEqual(['*.example.com']);
  expect(world.acm.calls().RequestCertificate).toBeUndefined();
});

it.each([
  ['is listed by somebody else', true, undefined],
  ['is not listed as nothing may be written', false, 'observe'],
] as const)('a default that %s is none of our business', async (_what, isListed, mode) => {
  const plain = configurationWith([edgeOn(balancer)]);
  const world = await openWithDefault({ configuration: mode === undefined ? plain : { ...plain, mode } });
  if (isListed) world.list();
  const before = world.shown('public');
  await world.write(host);
  await world.settle(5);
  world.deploy(renewed);
  await world.pass(200);
  for (const one of before) expect(world.shown('public')).toContain(one);
  if (!isListed) expect(world.shown('public')).toEqual([]);
});

it('what was put there is known to be ours even when the answer was lost', async () => {
  let left = 1;
  const world = await openWithDefault({
    elbv2: {
      faults: ({ body }) => {
        if (!body.includes('AddListenerCertificates') || left === 0) return undefined;
        left -= 1;
        return { after: { status: 0, headers: {}, body: '' } };
      },
    },
  });
  await world.write(host);
  await world.settle(5);
  world.deploy(renewed);
  await world.pass(200);
  expect(world.shown('public')).toEqual(['*.example.com']);
});
