import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import { listedKey } from '#shared/rows/monitor-rows.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import { put } from '#shared/runtime/table.ts';
import { itemPartition, itemPartitions } from '#shared/runtime/work-item.ts';
import { takeCall } from '../../../../functions/monitors/webhook/take-call.ts';
import { memoryTable } from '../../../support/memory-table.ts';
import { monitorPolicy } from '../../../support/monitor-policy.ts';
import { smallConfiguration } from '../../../support/small-installation.ts';

const secrets = ['the new one', 'the old one'];
const lane = 'monitors:main';
const monitor: ObservedMonitor = { id: '7', name: 'myapp', url: '', tags: [], status: 'up', statusPages: [] };

/** The account `main` has a webhook and one monitor, `two` has neither. */
async function world() {
  const table = memoryTable();
  const [main, ...others] = monitorPolicy.accounts;
  if (main === undefined) throw new Error('no account');
  const accounts = [{ ...main, webhook: { secret: { ssm: '/hook' } } }, ...others];
  await writeConfiguration(table, { ...smallConfiguration(), monitors: { ...monitorPolicy, accounts } });
  await table.transact([put(listedKey(lane, '7'), monitor)]);
  const state = { nowMs: 12_345_678 };
  const rung: string[] = [];
  const sides = {
    table,
    clock: { now: () => state.nowMs, monotonic: () => 0 },
    doorbell: { ring: async (one: string) => void rung.push(one) },
    secretsOf: async () => secrets,
  };
  return {
    ...{ rung, state },
    take: (event: unknown) => takeCall(event, sides),
    async items() {
      const parts = Array.from({ length: itemPartitions }, (_, at) => table.query(itemPartition(lane, at)));
      return (await Promise.all(parts)).flat().map(({ row }) => `${row.key} ${row.dueMs}`);
    },
  };
}

const call = (over: object = {}, headers: object = { 'x-firstlight-secret': secrets[0] }) => ({
  version: '2.0',
  pathParameters: { account: 'main' },
  headers: { 'content-type': 'application/json', ...headers },
  body: '{"monitor":"7"}',
  isBase64Encoded: false,
  ...over,
});
const base64 = (text: string) => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true });

describe('a call of a provider', () => {
  it.each([
    ['with the secret', call()],
    ['with the secret of before', call({}, { 'x-firstlight-secret': secrets[1] })],
    ['as base64', call(base64('{"monitor":"7"}'))],
    ['with more than is read', call({ body: '{"monitor":"7","alertType":"1","details":"<!channel>"}' })],
  ])('has the monitor looked at at once: %s', async (_, event) => {
    const { take, items, rung } = await world();
    expect(await take(event)).toBe('noted');
    expect(await items()).toEqual(['look:7 12345000']);
    expect(rung).toEqual([lane]);
  });

  it('has it looked at once, however often it is repeated within seconds', async () => {
    const { take, items, rung, state } = await world();
    for (let times = 0; times < 100; times += 1) expect(await take(call())).toBe('noted');
    expect(await items()).toHaveLength(1);
    expect(rung).toEqual([lane]);
    state.nowMs += 5_000;
    await take(call());
    expect(await items()).toHaveLength(2);
  });

  it('leaves an item every five seconds until somebody looks, were it made 10,000 times in a minute', async () => {
    const { take, items, rung, state } = await world();
    for (let times = 0; times < 10_000; times += 1) {
      await take(call());
      state.nowMs += 6;
    }
    expect((await items()).length).toBeLessThanOrEqual(13);
    expect(rung.length).toBe((await items()).length);
  });

  it.each([
    ['unknown', 'a monitor that nobody knows', call({ body: '{"monitor":"8"}' })],
    ['refused', 'another secret', call({}, { 'x-firstlight-secret': 'the new onf' })],
    ['refused', 'no secret', call({}, {})],
    ['refused', 'an empty secret', call({}, { 'x-firstlight-secret': '' })],
    ['refused', 'an account that nobody has', call({ pathParameters: { account: 'another' } })],
    ['refused', 'an account without a webhook', call({ pathParameters: { account: 'two' } })],
    ['refused', 'broken JSON without the secret', call({ body: '{' }, {})],
    ['unreadable', 'broken JSON', call({ body: '{"monitor":' })],
    ['unreadable', 'no body', call({ body: undefined })],
    ['unreadable', 'a placeholder that nobody replaced', call({ body: '{"monitor":"*monitorID*"}' })],
    ['unreadable', 'a key of the table', call({ body: '{"monitor":"7#item"}' })],
    ['unreadable', 'no monitor', call({ body: '[]' })],
    ['unreadable', 'no call', 'text'],
    ['too-long', 'more than 16 KB', call({ body: JSON.stringify({ monitor: '7', more: 'x'.repeat(16_384) }) })],
    ['too-long', 'more than 16 KB of several bytes each', call({ body: 'ä'.repeat(8_193) })],
    ['too-long', 'more than 16 KB as base64', call(base64('x'.repeat(16_385)), {})],
  ])('%s and without effect: %s', async (taken, _, event) => {
    const { take, items, rung } = await world();
    expect(await take(event)).toBe(taken);
    expect(await items()).toEqual([]);
    expect(rung).toEqual([]);
  });

  it('is nothing before there is a configuration', async () => {
    const clock = { now: () => 0, monotonic: () => 0 };
    const doorbell = { ring: () => Promise.reject(new Error('rung')) };
    const taken = await takeCall(call(), { table: memoryTable(), clock, doorbell, secretsOf: async () => secrets });
    expect(taken).toBe('refused');
  });

  it('costs no read without a secret', async () => {
    const read = () => Promise.reject(new Error('read'));
    const table = { ...memoryTable(), get: read, getMany: read, query: read };
    const clock = { now: () => 0, monotonic: () => 0 };
    const doorbell = { ring: async () => undefined };
    const taken = await takeCall(call({}, {}), { table, clock, doorbell, secretsOf: read });
    expect(taken).toBe('refused');
  });

  it('is taken with one of the secrets alone', async () => {
    const { take } = await world();
    await fc.assert(
      fc.asyncProperty(fc.string(), async (given) => {
        const taken = await take(call({ body: '{"monitor":"8"}' }, { 'x-firstlight-secret': given }));
        expect(taken).toBe(secrets.includes(given) ? 'unknown' : 'refused');
      }),
      { numRuns: 25 },
    );
  });
});
