import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault, FaultKind } from './faults.ts';
import { zoneId } from './installation.ts';
import { Speaker } from './speaker.ts';
import { answers, breakCalls, patienceMs, recordsOf, struckBy, until } from './world.ts';

let speaker: Speaker;
beforeAll(async () => {
  speaker = await Speaker.of('faults');
  await speaker.say('first.faults.example');
  await until('the first name answers', () => answers('first.faults.example'));
});
afterAll(() => speaker?.close());

const changes = `POST /2013-04-01/hostedzone/${zoneId('faults')}/rrset`;
const rows = 'TransactWriteItems.*(dns:Z0E2EFAULTS|claims:faults)';
// What was done although its answer was lost is found when the zone is read again, and not asked for twice.
const route53 = (kind: FaultKind): Fault => ({
  service: 'route53',
  match: changes,
  times: kind === 'lostAnswer' ? 1 : 2,
  kind,
});
const dynamodb = (kind: FaultKind): Fault => ({ service: 'dynamodb', match: rows, times: 2, kind });

it.each([
  ['route53', ['throttled', 'unavailable', 'lostAnswer'], route53],
  ['rows', ['throttled', 'unavailable', 'lostAnswer'], dynamodb],
] as const)(
  '%s breaks again and again: the name answers all the same, written once',
  { timeout: 3 * patienceMs },
  async (name, kinds, fault) => {
    for (const kind of kinds) await breakCalls(`${name}-${kind}`, fault(kind));
    const host = `${name}.faults.example`;
    await speaker.say(...speaker.hosts, host);
    await until('the name answers', () => answers(host));
    await until('all faults have struck', async () =>
      (await Promise.all(kinds.map((kind) => struckBy(`${name}-${kind}`)))).every(({ left }) => left === 0),
    );
    const written = (await recordsOf('faults')).map(({ Name, Type }) => `${Name} ${Type}`);
    expect(written.filter((one) => one.includes(`${name}.faults`)).sort()).toEqual(
      [`${host}. A`, `a-${host}. TXT`].sort(),
    );
  },
);
