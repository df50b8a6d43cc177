import { afterAll, beforeAll, expect, it } from 'vitest';
import { Voice } from './messages.ts';
import { Speaker } from './speaker.ts';
import { answers, isGone, patienceMs, recordsOf, until } from './world.ts';

let speaker: Speaker;
beforeAll(async () => {
  speaker = await Speaker.of('order');
  await speaker.say('first.order.example');
  await until('the first name answers', () => answers('first.order.example'));
});
afterAll(() => speaker?.close());

it('makes nothing of a message said three times', { timeout: 3 * patienceMs }, async () => {
  const voice = new Voice(speaker);
  const message = voice.said('twice', 'twice.order.example');
  await voice.put(message, message, message);
  await until('the name answers', () => answers('twice.order.example'));
  const names = (await recordsOf('order')).map(({ Name }) => Name);
  expect(names.filter((name) => name.includes('twice'))).toHaveLength(2);
});

it('believes the newer of two messages, whichever comes first', { timeout: 3 * patienceMs }, async () => {
  const voice = new Voice(speaker);
  const older = voice.said('swapped', 'older.order.example');
  const newer = voice.said('swapped', 'newer.order.example');
  await voice.put(newer, older);
  await until('the newer answers', () => answers('newer.order.example'));
  expect(await isGone('older.order.example')).toBe(true);
});

it('heals with the next walk what was lost: a name that was never said, and the end of two others', {
  timeout: 3 * patienceMs,
}, async () => {
  // Said on nobody's ear, as far as the deployment knows: the messages about it are lost.
  await speaker.say('first.order.example', 'lost.order.example');
  await until('what was lost answers', () => answers('first.order.example', 'lost.order.example'));
  await until('what ended unsaid is gone', () => isGone('twice.order.example', 'newer.order.example'));
});
