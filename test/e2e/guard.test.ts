import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstlight, type Sites } from './firstlight.ts';
import { Speaker } from './speaker.ts';
import { answers, isGone, patienceMs, until } from './world.ts';

const hosts = Array.from({ length: 12 }, (_, index) => `name-${index}.guard.example`);
const few = hosts.slice(0, 2);
const rest = hosts.slice(2);

let speaker: Speaker;
beforeAll(async () => {
  speaker = await Speaker.of('guard');
  await speaker.say(...hosts);
  await until('all names answer', () => answers(...hosts));
});
afterAll(() => speaker?.close());

it('lets ten of twelve names go only when a person says so', { timeout: 3 * patienceMs }, async () => {
  await speaker.say(...few);
  const blocked = async () => {
    const { releases } = await firstlight<Sites>(['sites']);
    return releases.filter(({ host, state }) => rest.includes(host) && state === 'blocked');
  };
  await until('the guard stops them', async () => (await blocked()).length === rest.length);
  expect(await answers(...hosts)).toBe(true);
  await firstlight(['approve', 'cluster:guard']);
  await until('they go', () => isGone(...rest));
  expect(await answers(...few)).toBe(true);
});
