import { expect, it } from 'vitest';
import { retry } from '#shared/commands/retry.ts';
import { readHistory } from '#shared/overview/history.ts';
import { refusalOf } from '../../support/commands.ts';
import { recordingDoorbell } from '../../support/recording-doorbell.ts';
import { openWorld, type WorldOptions } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const host = 'app.example.com';
type World = Awaited<ReturnType<typeof openWorld>>;

const say = ({ table, clock }: World, name = host) =>
  retry({ table, doorbell: recordingDoorbell(), nowMs: clock.now(), by: 'oncall' }, { host: name });
const requests = ({ acm }: World): number => acm.calls().RequestCertificate ?? 0;

async function pass(world: World, days: number): Promise<void> {
  const stepMs = days > 4 ? dayMs : 6 * hourMs;
  for (let ms = 0; ms < days * dayMs; ms += stepMs) {
    await world.drain();
    world.clock.advance(stepMs);
  }
}

/** Nobody writes validation records there for three days. */
async function openRefused(options?: WorldOptions): Promise<World> {
  const world = await openWorld(options);
  await world.write(host);
  await pass(world, 4);
  return world;
}

it('what ACM gave up stays so until a person says otherwise, who is told how', async () => {
  const world = await openRefused();
  await pass(world, 40);
  expect(requests(world)).toBe(1);
  expect(await world.condition(host)).toBe('False/CertificateTimedOut');
  expect(await world.message(host)).toContain('`npx firstlight retry app.example.com`');
  await say(world);
  await world.settle(90);
  expect(await world.condition(host)).toBe('True/Attached');
  expect(requests(world)).toBe(2);
  const history = await readHistory({ ...world, nowMs: world.clock.now() }, { host });
  expect(history.find(({ action }) => action === 'retry')).toMatchObject({
    by: 'oncall',
    before: 'CertificateTimedOut',
    why: expect.stringContaining('within 72 hours'),
  });
});

it('is not asked for again after a loss of the table either, nor years later', async () => {
  const first = await openRefused();
  const world = await openWorld();
  world.acm.restore(first.acm.snapshot());
  world.clock.advance(5 * dayMs);
  await world.write(host);
  await pass(world, 3);
  world.clock.advance(800 * dayMs);
  await pass(world, 3);
  expect(requests(world)).toBe(0);
  expect(await world.condition(host)).toBe('False/CertificateTimedOut');
  await say(world);
  await world.settle(90);
  expect(await world.condition(host)).toBe('True/Attached');
});

it('is forgotten a year later, once nobody wishes for it', async () => {
  const world = await openRefused();
  await world.write(host, { state: 'dying' });
  world.clock.advance(300 * dayMs);
  await pass(world, 2);
  expect(await world.requested()).toHaveLength(1);
  world.clock.advance(100 * dayMs);
  await pass(world, 2);
  expect(await world.requested()).toEqual([]);
});

it('has what was found out before a request looked at again at once, too', async () => {
  let issuer = 'pki.goog';
  const world = await openWorld({ dns: { caa: async () => [{ tag: 'issue', value: issuer }] } });
  await world.write(host);
  await world.settle(30);
  expect(await world.condition(host)).toBe('False/CAAForbids');
  issuer = 'amazon.com';
  await world.settle(60);
  expect(await world.condition(host)).toBe('False/CAAForbids');
  await say(world);
  await world.settle(60);
  expect(await world.condition(host)).toBe('True/Attached');
});

it('says why where there is nothing to retry', async () => {
  const world = await openWorld();
  await world.write(host);
  expect(await refusalOf(say(world))).toBe(
    'conflict: nobody has looked at the certificate of app.example.com yet: there is nothing to retry',
  );
  await world.settle(60);
  expect(await refusalOf(say(world, 'APP.example.com.'))).toMatch(
    /^conflict: nothing that was refused stands against the certificate of app\.example\.com, it has what it needs: Attached, arn/,
  );
  expect(await refusalOf(say(world, 'apq.example.com'))).toMatch(/^unknown: nothing is known of the host/);
  await world.write('other.example.com', { lanes: [] });
  expect(await refusalOf(say(world, 'other.example.com'))).toBe(
    'conflict: edge public of other.example.com has no certificates of ours: `certificates` of the edge decides that',
  );
  await world.write(host, { state: 'dying' });
  expect(await refusalOf(say(world))).toBe('conflict: nothing of app.example.com stands: there is nothing to retry');
});
