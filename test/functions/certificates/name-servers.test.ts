import { expect, it } from 'vitest';
import { zoneKey } from '#shared/rows/zone-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { openWorld, zone } from './world.ts';

const host = 'app.example.com';
const nobody = 'ns1.nowhere.test';
const addresses: Readonly<Record<string, readonly string[]>> = {
  'ns-1.awsdns-01.com': ['192.0.2.53', '2001:db8::53'],
  'ns1.example.com': ['2001:db8::53'],
  'ns1.elsewhere.test': ['203.0.113.7'],
};

it.each([
  ['its own name servers', 'ns-1.awsdns-01.com', 'True/Attached'],
  ['the same machines under a name of its owner', 'ns1.example.com', 'True/Attached'],
  ['others', 'ns1.elsewhere.test', 'False/NotDelegated'],
  ['what nobody knows the address of', nobody, 'False/NotDelegated'],
])('a zone that is led to by %s', async (_what, server, condition) => {
  const world = await openWorld({
    dns: {
      nameServers: async (name) => (name === zone.name ? [server] : []),
      addresses: async (name) => addresses[name] ?? [],
    },
  });
  const row = { zone: zone.id, incarnation: await world.table.incarnation(), readAtMs: world.clock.now() };
  await world.settle(1);
  await world.table.transact([put(zoneKey(zone.id), { ...row, nameServers: ['ns-1.awsdns-01.com'] })]);
  await world.write(host);
  await world.settle(60);
  expect(await world.condition(host)).toBe(condition);
});
