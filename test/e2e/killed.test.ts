import { afterAll, beforeAll, expect, it } from 'vitest';
import { leaseMs } from '../../shared/runtime/limits.ts';
import { zoneId } from './installation.ts';
import { processAtPort } from './processes.ts';
import { Speaker } from './speaker.ts';
import { answers, breakCalls, isGone, liftFault, patienceMs, recordsOf, struckBy, until } from './world.ts';

let speaker: Speaker;
beforeAll(async () => {
  speaker = await Speaker.of('killed');
  await speaker.say('first.killed.example');
  await until('the first name answers', () => answers('first.killed.example'));
});
afterAll(() => speaker?.close());

it('goes on after a function was killed in the middle of a drain', { timeout: 3 * patienceMs }, async () => {
  const changes = `POST /2013-04-01/hostedzone/${zoneId('killed')}/rrset`;
  await breakCalls('killed', { service: 'route53', match: changes, times: 1, kind: 'held' });
  await speaker.say('first.killed.example', 'second.killed.example');
  await until('a change is on its way', async () => (await struckBy('killed')).heldPorts.length > 0);
  const [port = 0] = (await struckBy('killed')).heldPorts;
  process.kill(processAtPort(port), 'SIGKILL');
  await liftFault('killed');
  expect(await isGone('second.killed.example')).toBe(true);
  // The lease outlives the function; then it counts as a crash and the work is taken up again.
  const tookMs = await until('the name answers', () => answers('second.killed.example'), 2 * patienceMs);
  process.stdout.write(`taken up ${tookMs} ms after the kill; the lease is ${leaseMs} ms\n`);
  expect(await recordsOf('killed')).toHaveLength(4);
});
