import { afterAll, beforeAll, expect, it } from 'vitest';
import { readyHosts } from './firstlight.ts';
import { Speaker } from './speaker.ts';
import { answers, isGone, patienceMs, recordsOf, until } from './world.ts';

let speaker: Speaker;
beforeAll(async () => {
  speaker = await Speaker.of('names');
});
afterAll(() => speaker?.close());

it('makes the names of a cluster answer, and takes them away again', { timeout: 3 * patienceMs }, async () => {
  const hosts = ['names.example', 'www.names.example', '*.apps.names.example'];
  await speaker.say(...hosts);
  await until('all names answer', () => answers('names.example', 'www.names.example', 'x.apps.names.example'));
  await until('all are ready', async () => (await readyHosts('names')).length === hosts.length);
  const marked = (await recordsOf('names')).map(({ Name, Type }) => `${Name} ${Type}`);
  expect(marked).toHaveLength(6);
  await speaker.say('names.example', 'www.names.example');
  await until('the third is gone', () => isGone('x.apps.names.example'));
  expect(await answers('names.example', 'www.names.example')).toBe(true);
});
