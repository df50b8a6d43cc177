import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { listen } from '#local/cloud/tls/front.ts';
import { deliverOverHttp } from '#local/cloud/uptimerobot/http-delivery.ts';
import { listedKey } from '#shared/rows/monitor-rows.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import { put } from '#shared/runtime/table.ts';
import { itemPartition, itemPartitions } from '#shared/runtime/work-item.ts';
import { type Taken, takeCall } from '../../functions/monitors/webhook/take-call.ts';
import { callBody, callPath, secretHeader } from '../../functions/monitors/webhook/words.ts';
import { memoryTable } from '../support/memory-table.ts';
import { monitorPolicy } from '../support/monitor-policy.ts';
import { smallConfiguration } from '../support/small-installation.ts';
import { openFarAccount, spec } from './monitor-far-side.ts';

const lane = 'monitors:main';

/** What API Gateway hands on of each request (payload format 2.0), and what came of it. */
async function openGateway(table: ReturnType<typeof memoryTable>) {
  const taken: Taken[] = [];
  const sides = {
    table,
    clock: { now: () => Date.UTC(2026, 0, 1), monotonic: () => 0 },
    doorbell: { ring: async () => undefined },
    secretsOf: async () => ['s "1"'],
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { url = '', headers } = request;
    const pathParameters = { account: url.split('/').at(-1) };
    taken.push(await takeCall({ version: '2.0', pathParameters, headers, body, isBase64Encoded: false }, sides));
    response.writeHead(204).end();
  });
  return { taken, ...(await listen(server, 0)) };
}

it('a provider that posts what its integration says has the monitor looked at', async () => {
  const far = await openFarAccount();
  const table = memoryTable();
  const [main, ...others] = monitorPolicy.accounts;
  if (main === undefined) throw new Error('no account');
  const accounts = [{ ...main, webhook: { secret: { ssm: '/hook' } } }, ...others];
  await writeConfiguration(table, { ...smallConfiguration(), monitors: { ...monitorPolicy, accounts } });
  const gateway = await openGateway(table);
  try {
    const url = `http://127.0.0.1:${gateway.port}${callPath('main')}`;
    const hook = { name: 'fl-1 main', url, body: callBody, headers: { [secretHeader]: 's "1"' } };
    const contact = { id: (await far.provider.createWebhook(hook)).value.id, delayMinutes: 0, repeatMinutes: 0 };
    const monitor = (await far.provider.create({ ...spec, contacts: [contact] })).value;
    await table.transact([put(listedKey(lane, monitor.id), monitor)]);
    const meets = async (status: number): Promise<void> => {
      far.time.nowMs += 120_000;
      const checks = far.account.due(far.time.nowMs).checks;
      const met = { status, body: 'all "well"' };
      for (const call of checks.flatMap((one) => far.account.record(one, met, far.time.nowMs)))
        await deliverOverHttp(call);
    };
    for (const status of [200, 502, 200]) await meets(status);
    expect(gateway.taken).toEqual(['noted', 'noted']);
    const parts = Array.from({ length: itemPartitions }, (_, at) => table.query(itemPartition(lane, at)));
    expect((await Promise.all(parts)).flat().map(({ row }) => row.key)).toEqual([`look:${monitor.id}`]);
  } finally {
    await gateway.close();
    await far.close();
  }
});
