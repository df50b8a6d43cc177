import { afterAll, beforeAll, expect, it } from 'vitest';
import { account } from './installation.ts';
import { linesOf } from './logs.ts';
import { putSecrets } from './secrets.ts';
import { slackToken } from './slack-far-side.ts';
import { Speaker } from './speaker.ts';
import { patienceMs, shownMessages, until } from './world.ts';

let speaker: Speaker;
beforeAll(async () => {
  await putSecrets(account);
  speaker = await Speaker.of('alerts');
});
afterAll(() => speaker?.close());

it('tells in Slack what is refused and, in its thread, when that is over', { timeout: 3 * patienceMs }, async () => {
  await speaker.say('www.alerts.example', 'www.nowhere.example');
  const first = async () => (await shownMessages()).find(({ text }) => text.includes('www.nowhere.example'));
  await until('it is told', async () => (await first()) !== undefined);
  expect((await first())?.text).toMatch(/^Host refused: www\.nowhere\.example of Ingress\/shop\/www-nowhere-example/);
  await speaker.say('www.alerts.example');
  const ts = (await first())?.ts;
  const replies = async () => (await shownMessages()).filter(({ threadTs }) => threadTs === ts);
  await until('its end is told', async () => (await replies()).length > 0);
  expect((await first())?.editedTs).toBeDefined();
  expect(await replies()).toHaveLength(1);
  expect((await linesOf('AlertsEntry')).join()).not.toContain(slackToken);
});
