import { afterAll, beforeAll, expect, it } from 'vitest';
import { historyRows } from '../../shared/rows/safety-rows.ts';
import { account, zoneId } from './installation.ts';
import { drainsOf } from './logs.ts';
import { Speaker } from './speaker.ts';
import { answers, callCounts, changesOf, patienceMs, recordsOf, tableOf, told, until } from './world.ts';

const hosts = Array.from({ length: 1_000 }, (_, index) => `app-${index}.burst.example`);

let speaker: Speaker;
beforeAll(async () => {
  speaker = await Speaker.of('burst');
});
afterAll(() => speaker?.close());

/** How long after the beginning each of the names was accepted by Route 53, ascending. */
async function acceptedAfter(beginMs: number): Promise<readonly number[]> {
  const table = tableOf(account, told.outputs['TableName'] ?? '');
  const days = new Set([beginMs, Date.now()].map((ms) => new Date(ms).toISOString().slice(0, 10)));
  const rows = (await Promise.all([...days].map((day) => table.query(historyRows(day))))).flat();
  const ours = rows.filter(({ row }) => row.where === 'zone:burst.example' && row.atMs >= beginMs);
  return ours.map(({ row }) => row.atMs - beginMs).sort((left, right) => left - right);
}

it('publishes a thousand names that come at once', { timeout: 6 * patienceMs }, async () => {
  const beginMs = Date.now();
  await speaker.say(...hosts);
  const saidMs = Date.now() - beginMs;
  await until('all are written', async () => (await recordsOf('burst')).length === 2 * hosts.length, 4 * patienceMs);
  await until('the last answers', () => answers('app-0.burst.example', 'app-999.burst.example'));
  const accepted = await acceptedAfter(beginMs);
  const at = (share: number): number => accepted[Math.ceil(accepted.length * share) - 1] ?? Number.NaN;
  const lists = (await callCounts())[`route53 GET /2013-04-01/hostedzone/${zoneId('burst')}/rrset`] ?? 0;
  const [claims, dns] = await Promise.all([
    drainsOf('Claims', 'claims:burst'),
    drainsOf('Dns', `dns:${zoneId('burst')}`),
  ]);
  const changes = await changesOf('burst');
  const figures = { saidMs, p50Ms: at(0.5), p99Ms: at(0.99), claims, dns, changes, lists };
  process.stdout.write(`burst of ${hosts.length} names: ${JSON.stringify(figures)}\n`);
  expect(accepted.length).toBeGreaterThanOrEqual(hosts.length);
  // One batch holds 500 names with their marks (Route 53, "ChangeResourceRecordSets": 1,000 values).
  expect(changes).toBeLessThan(20);
});
