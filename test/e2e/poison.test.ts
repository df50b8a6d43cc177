import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstlight } from './firstlight.ts';
import { Voice } from './messages.ts';
import { Speaker } from './speaker.ts';
import { answers, patienceMs, until } from './world.ts';

let speaker: Speaker;
beforeAll(async () => {
  speaker = await Speaker.of('poison');
});
afterAll(() => speaker?.close());

type Letters = readonly { readonly queue: string; readonly letters: readonly { readonly reason: string }[] }[];

/** The reasons of all that lies with the dead letters of intake. */
async function reasons(): Promise<readonly string[]> {
  const queues = await firstlight<Letters>(['redrive']);
  return queues.filter(({ queue }) => queue === 'intake').flatMap(({ letters }) => letters.map(({ reason }) => reason));
}

it('puts what nobody can read aside with its reason, and goes on with the rest', {
  timeout: 3 * patienceMs,
}, async () => {
  const voice = new Voice(speaker);
  const good = voice.said('good', 'good.poison.example');
  await voice.putRaw({ detail: { ...good, ranges: 'none' } });
  await voice.putRaw({ detail: good, detailType: 'ObjectRanges.v9' });
  await voice.putRaw({ detail: { ...good, cluster: 'names' } });
  await voice.putRaw({ detail: { ...good, marker: `${Date.now() + 10 * 86_400_000}-e2e0-0000000001` } });
  await speaker.say('good.poison.example');
  await until('the rest answers', () => answers('good.poison.example'));
  const wanted = ['Unparsable', 'UnknownVersion', 'SourceMismatch', 'ClockAhead'];
  await until('all are put aside', async () => {
    const found = (await reasons()).join('\n');
    return wanted.every((reason) => found.includes(`${reason}: `));
  });
  expect(await reasons()).toHaveLength(wanted.length);
  // What is still unreadable comes back with its reason: nothing is lost by trying.
  await firstlight(['redrive', 'intake']);
  await until('all have come back', async () => (await reasons()).length === wanted.length);
});
