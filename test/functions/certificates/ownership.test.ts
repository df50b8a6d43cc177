import { expect, it } from 'vitest';
import { imported, openWorld } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const host = 'app.example.com';
const wildcard = 'example.com *.example.com';
type Options = NonNullable<Parameters<typeof openWorld>[0]>;
type Faults = NonNullable<NonNullable<Options['acm']>['faults']>;

const isCall = ({ headers }: Parameters<Faults>[0], action: string): boolean =>
  headers['x-amz-target']?.endsWith(`.${action}`) === true;
const tagged = (tags: readonly { Key: string; Value: string }[]) => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify({ Tags: tags }),
});
const untagged = tagged([]);

it.each([
  ['its tag is gone', untagged],
  ['it has the tag of another installation', tagged([{ Key: 'firstlight:installation', Value: '999999999999/x' }])],
])('takes off and deletes nothing that somebody took over: %s', async (_, answer) => {
  let isTakenOver = false;
  const world = await openWorld({
    acm: { faults: (call) => (isTakenOver && isCall(call, 'ListTagsForCertificate') ? answer : undefined) },
  });
  await world.walked();
  await world.write(host);
  await world.settle(60);
  await world.write(host, { state: 'dying' });
  isTakenOver = true;
  for (let hour = 0; hour < 4; hour += 1) {
    world.clock.advance(hourMs);
    await world.settle(3);
  }
  expect(world.shown('public')).toEqual([wildcard]);
  world.clock.advance(40 * dayMs);
  await world.settle(5);
  expect(world.names()).toEqual([wildcard]);
  isTakenOver = false;
  world.clock.advance(40 * dayMs);
  await world.settle(5);
  expect(world.names()).toEqual([wildcard]);
});

it('deletes nothing that was taken over after it was taken off', async () => {
  let isTakenOver = false;
  const world = await openWorld({
    acm: { faults: (call) => (isTakenOver && isCall(call, 'ListTagsForCertificate') ? untagged : undefined) },
  });
  await world.walked();
  await world.write(host);
  await world.settle(60);
  await world.write(host, { state: 'dying' });
  for (let hour = 0; hour < 4; hour += 1) {
    world.clock.advance(hourMs);
    await world.settle(3);
  }
  expect(world.shown('public')).toEqual([]);
  isTakenOver = true;
  world.clock.advance(40 * dayMs);
  await world.settle(5);
  expect(world.names()).toEqual([wildcard]);
});

it('knows for its own what it has requested, while tags are not seen yet and the answer was lost', async () => {
  let lost = 1;
  let isHidden = true;
  const world = await openWorld({
    acm: {
      faults: (call) => {
        if (isHidden && isCall(call, 'ListTagsForCertificate')) return untagged;
        if (!isCall(call, 'RequestCertificate') || lost === 0) return undefined;
        lost -= 1;
        return { after: { status: 0, headers: {}, body: '' } };
      },
    },
  });
  await world.write(host);
  await world.settle(10);
  isHidden = false;
  await world.settle(120);
  expect(world.names()).toEqual([wildcard]);
  expect(await world.condition(host)).toBe('True/Attached');
  expect((await world.assigned())[0]?.how).toBe('requested');
});

it('requests no second one after a loss of the table while the tags of the first are not seen yet', async () => {
  const first = await openWorld();
  await first.write(host);
  await first.settle(2);
  let isHidden = true;
  const world = await openWorld({
    acm: { faults: (call) => (isHidden && isCall(call, 'ListTagsForCertificate') ? untagged : undefined) },
  });
  world.clock.advance(2_000);
  world.acm.restore(first.acm.snapshot());
  await world.write(host);
  await world.settle(20);
  isHidden = false;
  await world.settle(120);
  expect(world.names()).toEqual([wildcard]);
  expect(await world.condition(host)).toBe('True/Attached');
});

it('a fresh certificate of somebody else holds up nobody for longer than tags take to appear', async () => {
  const other = imported(['example.com', '*.example.com'], {
    type: 'AMAZON_ISSUED',
    createdAtMs: Date.UTC(2026, 10, 21) - 5_000,
  });
  const world = await openWorld({ certificates: [other] });
  await world.write(host);
  await world.settle(5);
  expect(await world.condition(host)).toBe('False/Waiting');
  expect(await world.message(host)).toContain('does not show the tags');
  await world.settle(240);
  expect(await world.condition(host)).toBe('True/Attached');
  expect(world.names()).toHaveLength(2);
});
