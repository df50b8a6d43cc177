import { describe, expect, it } from 'vitest';
import { givenCertificate } from '#local/cloud/acm/seed.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld } from './world.ts';

const minute = 60_000;
const host = 'app.example.com';
const wildcard = imported(['*.example.com', 'example.com'], { type: 'AMAZON_ISSUED' });
const elsewhere = imported(['*.example.net', 'example.net'], { type: 'AMAZON_ISSUED' });
const renewed = imported(['*.example.com'], { type: 'AMAZON_ISSUED' });
const listeners = [{ port: 443, protocol: 'HTTPS', defaultCertificate: givenCertificate(wildcard).arn }] as const;
const balancer = loadBalancer('public', { listeners });

const code = 'TooManyCertificates';
const refusal = {
  status: 400,
  headers: {},
  body: `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`,
};

/** A load balancer whose default certificate covers the edge's first domain, and a deployment that names another one. */
async function openWithDefault(options: Parameters<typeof openWorld>[0] = {}) {
  const certificates = [wildcard, elsewhere, renewed];
  const world = await openWorld({ balancers: [balancer], certificates, ...options });
  await world.walked();
  const deploy = (given: typeof wildcard): void => {
    const [found] = world.elbv2.loadBalancers();
    if (found === undefined) throw new Error('no load balancer');
    const defaultCertificate = givenCertificate(given).arn;
    world.elbv2.put({ ...found, listeners: found.listeners.map((one) => ({ ...one, defaultCertificate })) });
  };
  const pass = async (minutes: number): Promise<void> => {
    for (let left = minutes; left > 0; left -= 1) {
      await world.settle(2);
      world.clock.advance(minute - 2_000);
    }
  };
  /** As somebody else does by hand. */
  const list = (): void => {
    const [found] = world.elbv2.loadBalancers();
    found?.listeners[0]?.attachments.push({ certificate: givenCertificate(wildcard).arn, sinceMs: 0 });
  };
  return { ...world, deploy, pass, list };
}

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

describe('what somebody else lists is theirs, also', () => {
  type World = Awaited<ReturnType<typeof openWithDefault>>;
  /** Hosts get another default, and all that is ours goes from the list. */
  const expectTheirs = async (world: World): Promise<void> => {
    world.deploy(renewed);
    await world.pass(200);
    expect(world.shown('public')).toContain('*.example.com example.com');
  };

  it('where it was listed after the listener was read', async () => {
    const world = await openWithDefault();
    await world.settle(5);
    world.list();
    await world.write(host);
    await world.settle(5);
    await expectTheirs(world);
  });

  it('where Firstlight was about to list it, and was refused', async () => {
    let isRefused = true;
    const world = await openWithDefault({
      elbv2: {
        faults: ({ body }) => (isRefused && body.includes('AddListenerCertificates') ? refusal : undefined),
      },
    });
    await world.write(host);
    await world.settle(1);
    world.list();
    isRefused = false;
    await world.pass(70);
    await expectTheirs(world);
  });

  it('where Firstlight had taken it off', async () => {
    const world = await openWithDefault();
    await world.write(host);
    await world.settle(5);
    world.deploy(renewed);
    for (let minutes = 0; world.shown('public').includes('*.example.com example.com'); minutes += 1) {
      if (minutes > 200) throw new Error('the old default stays on the list');
      await world.pass(1);
    }
    world.list();
    await expectTheirs(world);
  });
});
