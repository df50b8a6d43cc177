import { describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';
import { wishFor } from './world-sites.ts';

/** Two of them are the zone's own NS and SOA; a name takes two, its record and its TXT. */
async function openSmall(recordsPerZone: number): Promise<World> {
  const world = await openWorld({ records: [], limits: { recordsPerZone } });
  await world.drain();
  return world;
}

describe('a zone that holds as many record sets as it may', () => {
  it('takes as many names as fit, in few calls, and says so of the others', async () => {
    const world = await openSmall(61);
    const hosts = Array.from({ length: 600 }, (_, index) => `q${String(index).padStart(3, '0')}.example.com`);
    for (const host of hosts) await world.write(host);
    await world.settle();
    const conditions = await Promise.all(hosts.map((host) => world.condition(host)));
    expect(world.records()).toHaveLength(58);
    expect(conditions.filter((text) => text === 'True/InSync')).toHaveLength(29);
    expect(conditions.filter((text) => text === 'False/ZoneFull')).toHaveLength(571);
    expect(world.calls()).toMatchObject({ ChangeResourceRecordSets: 2, GetHostedZoneLimit: 1 });
  });

  it('has the name an hour after there is room again', async () => {
    const world = await openSmall(4);
    await world.write('a.example.com');
    await world.settle();
    await world.write('b.example.com');
    await world.settle();
    expect(await world.condition('b.example.com')).toBe('False/ZoneFull');
    await world.write('a.example.com', { state: 'dying' });
    await world.settle();
    world.clock.advance(3_600_000);
    await world.settle();
    expect(await world.condition('b.example.com')).toBe('True/InSync');
  });

  it('still changes and removes what stands, and tells a wrong name from a surplus one', async () => {
    const world = await openSmall(8);
    for (const host of ['a.example.com', 'b.example.com', 'c.example.com']) await world.write(host);
    await world.settle();
    await world.write('0.example.com');
    await world.write('a.example.com', { wish: wishFor({ target: { kind: 'addresses', addresses: ['192.0.2.9'] } }) });
    await world.write('b.example.com', { wish: wishFor({ ttlSeconds: 2 ** 32 }) });
    await world.write('c.example.com', { state: 'dying' });
    await world.settle('dns:Z1', 10);
    const conditions = await Promise.all(['0', 'a', 'b'].map((name) => world.condition(`${name}.example.com`)));
    expect(conditions).toEqual(['False/ZoneFull', 'True/InSync', 'False/Refused']);
    expect(world.records()).toContain('A a.example.com. 192.0.2.9');
    expect(await world.lane('c.example.com')).toBeUndefined();
  });

  it('does not ask where nothing would be added', async () => {
    const world = await openSmall(10_000);
    await world.write('a.example.com');
    await world.settle();
    await world.write('a.example.com', { wish: wishFor({ ttlSeconds: 2 ** 32 }) });
    await world.settle();
    expect(await world.condition('a.example.com')).toBe('False/Refused');
    expect(world.calls().GetHostedZoneLimit).toBeUndefined();
  });
});

it('a crowd of wrong names does not use up the requests of one drain', async () => {
  let pass = (): void => {};
  const world = await openWorld({ faults: () => void pass() });
  await world.drain();
  pass = () => world.clock.advance(100);
  const hosts = Array.from({ length: 600 }, (_, index) => `q${index}.example.com`);
  for (const host of hosts) {
    await world.write(host, { wish: wishFor({ target: { kind: 'name', name: `${'a'.repeat(64)}.example.com` } }) });
  }
  await world.write('zebra.example.com');
  const before = world.calls().ChangeResourceRecordSets ?? 0;
  await world.drain();
  expect((world.calls().ChangeResourceRecordSets ?? 0) - before).toBeLessThanOrEqual(2 * 100 + 4);
});
