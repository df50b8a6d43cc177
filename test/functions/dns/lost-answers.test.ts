import { expect, it } from 'vitest';
import type { Fault } from '#local/cloud/model-options.ts';
import { zoneItem } from '#shared/rows/claims-keys.ts';
import { historyRows } from '#shared/rows/safety-rows.ts';
import { laneRowKey } from '#shared/rows/site-rows.ts';
import { dnsLane, ownedRows } from '#shared/rows/zone-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import { openWorld, type World } from './world.ts';
import { keyOf, wishFor } from './world-sites.ts';

const host = 'x.example.com';
const other = { kind: 'addresses', addresses: ['192.0.2.2'] } as const;
const body = '<ErrorResponse><Error><Code>Throttling</Code><Message>no</Message></Error></ErrorResponse>';
const lostThenThrottled: readonly Fault[] = [
  { after: { status: 0, headers: {}, body: '' } },
  { status: 400, headers: { 'content-type': 'text/xml' }, body },
];

/** A zone that was read; `lose` makes the next change, loses its answer, and throttles the look at what became of it. */
async function openDoubtful() {
  let ahead: Fault[] = [];
  let armed = false;
  const world = await openWorld({
    faults: ({ method }) => {
      if (armed && method === 'POST') ahead = [...lostThenThrottled];
      if (ahead.length > 0) armed = false;
      return ahead.shift();
    },
  });
  const lose = async () => {
    armed = true;
    await world.drain();
    world.clock.advance(10);
  };
  await world.write('first.example.com');
  await world.settle();
  return { world, lose };
}

async function told(world: World): Promise<readonly string[]> {
  const day = new Date(world.clock.now()).toISOString().slice(0, 10);
  const rows = (await world.table.query(historyRows(day))).map(({ row }) => row);
  const lines = rows.map(({ action, before = '', after = '', why }) => `${action}: ${before} => ${after}: ${why}`);
  return lines.slice(1);
}

const created = 'create:  => A 192.0.2.1 ttl 300: wished by ingress/shop/shop; found done when the zone was read again';
const changed = 'the wish or what stood in the zone had changed';

it.each([false, true])('one row, drains later (the whole zone compared in between: %s)', async (isCompared) => {
  const { world, lose } = await openDoubtful();
  await world.write(host);
  await lose();
  expect(world.records().filter((record) => record.includes(`A ${host}`))).toHaveLength(1);
  expect(await told(world)).toEqual([]);
  const lane = dnsLane('Z1');
  const scan = { lane, key: zoneItem('Z1'), row: 'zone', generation: 0, dueMs: world.clock.now() };
  if (isCompared) await world.table.transact([enqueue(scan)]);
  await world.drain();
  await world.settle(lane, 65);
  expect(await told(world)).toEqual([created]);
  expect(await world.condition(host)).toBe('True/InSync');
});

it('a row of its own, where the wish was another one when the zone could be read', async () => {
  const { world, lose } = await openDoubtful();
  await world.write(host);
  await lose();
  await world.write(host, { wish: wishFor({ target: other }) });
  await world.settle(dnsLane('Z1'), 65);
  expect(await told(world)).toEqual([created, `change: A 192.0.2.1 ttl 300 => A 192.0.2.2 ttl 300: ${changed}`]);
});

it('a wish that goes back to what the rows say is not taken for what stands', async () => {
  const { world, lose } = await openDoubtful();
  await world.write(host);
  await world.settle();
  await world.write(host, { wish: wishFor({ target: other }) });
  await lose();
  expect(world.records()).toContain(`A ${host}. 192.0.2.2`);
  await world.write(host, { wish: wishFor() });
  await world.settle(dnsLane('Z1'), 65);
  expect(world.records()).toContain(`A ${host}. 192.0.2.1`);
  const [, ...changes] = await told(world);
  expect(changes).toEqual([
    `change: A 192.0.2.1 ttl 300 => A 192.0.2.2 ttl 300: ${changed}; found done when the zone was read again`,
    `change: A 192.0.2.2 ttl 300 => A 192.0.2.1 ttl 300: ${changed}`,
  ]);
});

it.each([
  ['its end', { state: 'dying' } as const],
  ['a change', { wish: wishFor({ target: other }) }],
])('%s that was made and never written down is not believed to be undone by wishing back', async (_, change) => {
  const world = await openWorld();
  await world.write(host);
  await world.settle();
  const before = await world.table.query(ownedRows('Z1'));
  const lane = laneRowKey(keyOf(host), dnsLane('Z1'));
  const known = await world.table.get(lane);
  await world.write(host, change);
  await world.settle();
  // As if each transaction that should have stored it had met another.
  await world.table.transact(before.map(({ key, row }) => put(key, row)));
  if (known !== undefined) await world.table.transact([put(lane, known)]);
  await world.write(host, { state: 'live', wish: wishFor() });
  await world.settle();
  expect(world.records().filter((record) => record.startsWith(`A ${host}`))).toEqual([`A ${host}. 192.0.2.1`]);
  expect(await world.condition(host)).toBe('True/InSync');
});
