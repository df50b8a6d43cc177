import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { ownedKey } from '../../../shared/rows/zone-rows.ts';
import { put } from '../../../shared/runtime/table.ts';
import { ingress, testConfiguration } from './samples.ts';
import { testWorld } from './world.ts';

const host = 'app.example.com';
type World = Awaited<ReturnType<typeof testWorld>>;

/** A record of the zone, as one full list found it. */
async function findRecord(world: World, ownerId: string, resource: string, zone = 'Z1'): Promise<void> {
  const record = { name: host, type: 'A' as const, ttl: 300, values: ['192.0.2.99'] };
  const text = `"heritage=external-dns,external-dns/owner=${ownerId},external-dns/resource=${resource}"`;
  const ownership = { name: `a-${host}`, type: 'TXT' as const, ttl: 300, values: [text] };
  await world.table.transact([put(ownedKey(zone, record), { zone, record, ownership, ownerId, resource })]);
}

const twoClusters = (adopt: readonly string[] = []): Configuration => {
  const { clusters, zones, ...rest } = testConfiguration();
  const other = { name: 'other', ownerId: 'other', ephemeral: [] };
  return { ...rest, clusters: [...clusters, other], zones: zones.map((one) => ({ ...one, adopt: [...adopt] })) };
};

async function found(ownerId: string, resource: string, configuration?: Configuration): Promise<World> {
  const world = await testWorld(configuration);
  await world.readZones();
  await findRecord(world, ownerId, resource);
  return world;
}

const claimOf = async (world: World, key: string) => (await world.object(key))?.claims[0];

describe('a host whose record in the zone names an object', () => {
  it('waits for that object, whatever arrives before', async () => {
    const world = await found('demo', 'ingress/zeta/web');
    await world.say('alpha/web', ingress('alpha/web', [host]));
    await world.settle();
    expect(await world.site(host)).toBeUndefined();
    expect(await claimOf(world, 'alpha/web')).toMatchObject({ verdict: 'refused', reason: 'Waiting' });
    await world.say('zeta/web', ingress('zeta/web', [host]));
    await world.settle();
    expect((await world.site(host))?.holder.key).toBe('zeta/web');
    expect(await claimOf(world, 'alpha/web')).toMatchObject({ verdict: 'refused', reason: 'HostTaken' });
  });

  it('waits for that object also where the record is in the zone of the other view', async () => {
    const world = await testWorld();
    await world.readZones();
    await findRecord(world, 'demo', 'ingress/zeta/web', 'Z2');
    await world.say('alpha/web', ingress('alpha/web', [host]));
    await world.settle();
    expect(await world.site(host)).toBeUndefined();
    expect(await claimOf(world, 'alpha/web')).toMatchObject({ verdict: 'refused', reason: 'Waiting' });
    await world.walk([ingress('alpha/web', [host]), ingress('zeta/web', [host], { className: 'private' })]);
    await world.settle();
    expect((await world.host(host))?.holders).toEqual(['demo/zeta']);
    expect(await claimOf(world, 'zeta/web')).toMatchObject({ verdict: 'holder', view: 'private' });
    expect(await claimOf(world, 'alpha/web')).toMatchObject({ verdict: 'refused', reason: 'HostTaken' });
  });

  it('goes to the first claim where the zone of the other view has an object that is gone', async () => {
    const world = await testWorld();
    await world.readZones();
    await findRecord(world, 'demo', 'ingress/zeta/web', 'Z2');
    await world.walk([ingress('alpha/web', [host])]);
    await world.settle();
    expect((await world.site(host))?.holder.key).toBe('alpha/web');
  });

  it('waits for it within one walk of more objects than are settled at once', async () => {
    const world = await found('demo', 'ingress/zeta/web');
    const fill = Array.from({ length: 260 }, (_, index) => ingress(`fill/x${index}`, [`x${index}.example.com`]));
    await world.walk([ingress('alpha/web', [host]), ...fill, ingress('zeta/web', [host])]);
    await world.settle();
    expect((await world.site(host))?.holder.key).toBe('zeta/web');
  });

  it('goes to the first claim once a complete walk shows that there is no such object', async () => {
    const world = await found('demo', 'ingress/zeta/web');
    await world.say('alpha/web', ingress('alpha/web', [host]));
    await world.settle();
    await world.walk([ingress('alpha/web', [host])]);
    await world.settle();
    expect((await world.site(host))?.holder.key).toBe('alpha/web');
  });

  it('goes to the first claim once the object is there and does not want it', async () => {
    const world = await found('demo', 'ingress/zeta/web');
    const fill = Array.from({ length: 260 }, (_, index) => ingress(`fill/x${index}`, [`x${index}.example.com`]));
    await world.walk([ingress('alpha/web', [host]), ...fill, ingress('zeta/web', ['zeta.example.com'])]);
    await world.settle();
    world.clock.advance(10_000);
    await world.settle();
    expect((await world.site(host))?.holder.key).toBe('alpha/web');
  });

  it.each([
    ['another configured cluster', 'other', twoClusters()],
    ['an owner that the zone takes over from, in whichever cluster', 'default', twoClusters(['default'])],
  ])('waits for a cluster that was not heard of yet, when the mark is of %s', async (_name, ownerId, configuration) => {
    const world = await found(ownerId, 'ingress/team/web', configuration);
    await world.walk([ingress('alpha/web', [host])]);
    await world.settle();
    expect(await world.site(host)).toBeUndefined();
    expect(await claimOf(world, 'alpha/web')).toMatchObject({ verdict: 'refused', reason: 'Waiting' });
    await world.configure({ ...configuration, clusters: configuration.clusters.filter(({ name }) => name === 'demo') });
    await world.settle();
    expect((await world.site(host))?.holder.key).toBe('alpha/web');
  });

  it.each([
    ['of an owner that nobody knows', 'stranger', 'ingress/team/web'],
    ['of a kind that is not read', 'demo', 'crd/team/web'],
    ['that names nothing', 'demo', ''],
  ])('does not wait for a mark %s', async (_name, ownerId, resource) => {
    const world = await found(ownerId, resource);
    await world.say('alpha/web', ingress('alpha/web', [host]));
    await world.settle();
    expect((await world.site(host))?.holder.key).toBe('alpha/web');
  });
});
