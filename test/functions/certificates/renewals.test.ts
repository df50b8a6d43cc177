import { expect, it } from 'vitest';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld } from './world.ts';

const dayMs = 86_400_000;
const host = 'app.example.com';
const begunMs = Date.UTC(2026, 5, 1);
const endingMs = Date.UTC(2026, 11, 20);

/** A certificate serves the host, and 154 of its 198 days go by. */
async function grownOld(options: Parameters<typeof openWorld>[0]) {
  const world = await openWorld(options);
  await world.write(host);
  await world.settle(90);
  expect(await world.condition(host)).toBe('True/Attached');
  world.clock.advance(154 * dayMs);
  return world;
}

it('a certificate that ACM renews by itself is nothing to speak of', async () => {
  const world = await grownOld({});
  await world.settle(10);
  expect(await world.condition(host)).toBe('True/Attached');
  const [assigned] = await world.assigned();
  expect((assigned?.expiresMs ?? 0) - world.clock.now()).toBeGreaterThan(190 * dayMs);
});

it('what keeps it from being renewed is told with the name to blame, until it is mended', async () => {
  let issuer = 'amazon.com';
  const world = await grownOld({
    acm: { limits: { renewBeforeMs: 0 } },
    dns: { caa: async () => [{ tag: 'issue', value: issuer }] },
  });
  await world.settle(5);
  expect(await world.condition(host)).toBe('True/Attached');
  issuer = 'pki.goog';
  world.clock.advance(15 * dayMs);
  await world.settle(5);
  expect(await world.condition(host)).toBe('True/RenewalBlocked');
  expect(await world.message(host)).toContain('not renewed before it ends at');
  expect(await world.message(host)).toContain('CAA records let only pki.goog issue for *.example.com');
  issuer = 'amazon.com';
  world.clock.advance(dayMs);
  await world.settle(5);
  expect(await world.condition(host)).toBe('True/Attached');
});

it('an imported certificate is not renewed, and that is told in time', async () => {
  const given = imported([host], { notAfterMs: endingMs, createdAtMs: begunMs });
  const world = await openWorld({
    certificates: [given],
    configuration: configurationWith([edgeOn(loadBalancer('public'), { reuse: 'any' })]),
  });
  await world.write(host);
  await world.settle(60);
  expect(await world.condition(host)).toBe('True/RenewalBlocked');
  expect(await world.message(host)).toContain('it was imported');
  expect(await world.message(host)).toContain('(29 days left)');
});

const defaultArn = 'arn:aws:acm:eu-central-1:000000000000:certificate/00000000-0000-4000-8000-000000000001';
const withDefault = loadBalancer('public', {
  listeners: [{ port: 443, protocol: 'HTTPS', defaultCertificate: defaultArn }],
});

it("somebody else's default certificate is watched too, and replaced by one of ours a week before it ends", async () => {
  const given = imported(['example.com', '*.example.com'], {
    arn: defaultArn,
    notAfterMs: endingMs,
    createdAtMs: begunMs,
  });
  const world = await openWorld({ balancers: [withDefault], certificates: [given] });
  await world.write(host);
  await world.settle(60);
  expect((await world.assigned()).map(({ how }) => how)).toEqual(['default']);
  expect(await world.condition(host)).toBe('True/RenewalBlocked');
  expect(await world.message(host)).toContain('(29 days left)');
  expect(world.acm.calls().RequestCertificate).toBeUndefined();
  world.clock.advance(22 * dayMs);
  await world.settle(90);
  expect(world.acm.calls().RequestCertificate).toBe(1);
  expect(await world.condition(host)).toBe('True/Attached');
  expect((await world.assigned())[0]?.certificate).not.toBe(defaultArn);
});

it('what ACM issued to somebody else is asked for its names, and the host to blame is told', async () => {
  const type = 'AMAZON_ISSUED';
  const given = imported(['example.com', '*.example.com'], {
    arn: defaultArn,
    notAfterMs: endingMs,
    createdAtMs: begunMs,
    type,
  });
  const world = await openWorld({
    balancers: [withDefault],
    certificates: [given],
    acm: { limits: { renewBeforeMs: 0 } },
  });
  await world.write(host);
  await world.settle(60);
  expect(await world.condition(host)).toBe('True/RenewalBlocked');
  expect(await world.message(host)).toMatch(/example\.com lacks CNAME _/);
});
