import { expect, it } from 'vitest';
import { readHistory } from '#shared/overview/history.ts';
import { openWorld } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const host = 'app.example.com';
type World = Awaited<ReturnType<typeof openWorld>>;

async function told({ table, configuration, clock, lane }: World, name: string): Promise<readonly string[]> {
  const entries = await readHistory({ table, configuration, nowMs: clock.now() }, { host: name });
  return entries
    .filter(({ where }) => where === lane)
    .map(({ action, by, before, after, why }) => `${action} ${by}: ${before ?? after}; ${why}`);
}

it('a certificate comes, is put on, taken off and deleted: each is told to every host that it answers for', async () => {
  const world = await openWorld();
  await world.walked();
  await world.write(host);
  await world.settle(60);
  const arn = world.acm.certificates(world.clock.now())[0]?.arn ?? '';
  const listener = world.listener('public');
  const made = [
    `request Ingress/shop/shop: ${arn} (example.com, *.example.com); no certificate there is covers them`,
    `attach Ingress/shop/shop: ${arn} on ${listener}; it serves ${host}`,
  ];
  expect(await told(world, host)).toEqual(made);
  await world.write(host, { state: 'dying' });
  for (let hour = 0; hour < 4; hour += 1) {
    world.clock.advance(hourMs);
    await world.settle(3);
  }
  const ended = [...made, `detach firstlight: ${arn} on ${listener}; no host has needed it there for an hour`];
  expect(await told(world, 'other.example.com')).toEqual(ended);
  expect(await told(world, 'example.com')).toEqual(ended);
  expect(await told(world, 'deep.app.example.com')).toEqual([]);
  world.clock.advance(29.9 * dayMs);
  await world.settle(3);
  world.clock.advance(dayMs);
  await world.settle(5);
  expect((await told(world, host)).at(-1)).toBe(
    `delete firstlight: ${arn}; nobody has needed it for as long as it is kept`,
  );
});

it('one that ACM gives up is told with what to do', async () => {
  const world = await openWorld();
  await world.write(host);
  for (let hour = 0; hour < 78; hour += 6) {
    await world.drain();
    world.clock.advance(6 * hourMs);
  }
  await world.drain();
  const [, failed] = await told(world, host);
  expect(failed).toMatch(
    /^fail Ingress\/shop\/shop: arn:.*; ACM did not see within 72 hours that .* is ours; see that/,
  );
  const reasons = (await world.requested()).map((past) => past.failure?.reason);
  expect(reasons).toContain('CertificateTimedOut');
});

it('what stands against a renewal is told once, and once more when it is mended', async () => {
  let issuer = 'amazon.com';
  const world = await openWorld({
    acm: { limits: { renewBeforeMs: 0 } },
    dns: { caa: async () => [{ tag: 'issue', value: issuer }] },
  });
  await world.write(host);
  await world.settle(60);
  world.clock.advance(154 * dayMs);
  await world.settle(5);
  issuer = 'pki.goog';
  for (let day = 0; day < 16; day += 1) {
    world.clock.advance(dayMs);
    await world.settle(3);
  }
  issuer = 'amazon.com';
  world.clock.advance(dayMs);
  await world.settle(5);
  const renewal = (await told(world, host)).filter((text) => text.includes('blocked'));
  expect(renewal.map((text) => text.split(' ')[0])).toEqual(['blocked', 'unblocked']);
  expect(renewal[0]).toContain('CAA records let only pki.goog issue');
});
