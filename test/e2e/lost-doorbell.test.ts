import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeMessage } from '../../functions/intake/store.ts';
import { readConfiguration } from '../../shared/runtime/configuration-row.ts';
import { account } from './installation.ts';
import { Voice } from './messages.ts';
import { Speaker } from './speaker.ts';
import { answers, patienceMs, tableOf, told, until } from './world.ts';

let speaker: Speaker;
beforeAll(async () => {
  speaker = await Speaker.of('lost');
  await speaker.say('known.lost.example');
  await until('the lanes are known', () => answers('known.lost.example'));
});
afterAll(() => speaker?.close());

it('comes to what is due when no bell has rung', { timeout: 3 * patienceMs }, async () => {
  const table = tableOf(account, told.outputs['TableName'] ?? '');
  const ranges = new Voice(speaker).said('unrung', 'unrung.lost.example');
  const seq = (await readConfiguration(table))?.seq ?? 0;
  const envelope = { id: 'unrung', account, cluster: speaker.cluster, ranges };
  // All that intake does, but for the bell.
  await storeMessage(table, envelope, { nowMs: Date.now(), seq });
  const tookMs = await until('the name answers', () => answers('unrung.lost.example'));
  process.stdout.write(`found by the sweep after ${tookMs} ms\n`);
  expect(await answers('known.lost.example')).toBe(true);
});
