import { expect, it } from 'vitest';
import { openWorld, zone } from './world.ts';
import { wishFor } from './world-sites.ts';

const mark = '"heritage=external-dns,external-dns/owner=demo,external-dns/resource=ingress/shop/shop"';

it('reads the zone first, then creates record and ownership in one call and waits for INSYNC', async () => {
  const world = await openWorld();
  await world.write('shop.example.com');
  await world.drain();
  expect(world.records()).toEqual([]);
  expect(await world.items('claims:demo')).toMatchObject([{ key: 'zone:Z1' }]);
  world.clock.advance(1000);
  await world.drain();
  expect(await world.condition('shop.example.com')).toBe('False/ChangePending');
  expect(world.records()).toEqual([`TXT a-shop.example.com. ${mark}`, 'A shop.example.com. 192.0.2.1']);
  expect(world.calls()).toEqual({ ListResourceRecordSets: 1, ChangeResourceRecordSets: 1 });
  world.clock.advance(1000);
  await world.drain();
  expect(await world.condition('shop.example.com')).toBe('True/InSync');
  expect(await world.lane('shop.example.com')).toMatchObject({ applied: true, generation: 1 });
  expect(await world.items(`dns:${zone.id}`)).toEqual([]);
});

it('changes in one call and deletes with the finalizer after INSYNC', async () => {
  const world = await openWorld();
  await world.write('shop.example.com');
  await world.settle();
  const before = world.calls().ChangeResourceRecordSets ?? 0;
  await world.write('shop.example.com', { wish: wishFor({ target: { kind: 'addresses', addresses: ['192.0.2.9'] } }) });
  await world.settle();
  expect(world.records()).toEqual([`TXT a-shop.example.com. ${mark}`, 'A shop.example.com. 192.0.2.9']);
  expect(world.calls().ChangeResourceRecordSets).toBe(before + 1);
  await world.write('shop.example.com', { state: 'dying' });
  await world.drain();
  expect(world.records()).toEqual([]);
  expect(await world.condition('shop.example.com')).toBe('False/Releasing');
  expect(await world.owned()).toEqual([]);
  world.clock.advance(1000);
  await world.drain();
  expect(await world.lane('shop.example.com')).toBeUndefined();
  expect(await world.items('claims:demo')).toEqual(
    expect.arrayContaining([expect.objectContaining({ key: 'host:shop.example.com' })]),
  );
});
