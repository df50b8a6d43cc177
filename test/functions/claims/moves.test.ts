import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { itemPartition, itemPartitions } from '../../../shared/runtime/work-item.ts';
import { balancerOf, leadsTo, on } from './balancers.ts';
import { guardedWorld, keyOf, minute, nameOf, numbers, second } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

const host = 'app.int.example.com';

const withZone = (): Configuration => ({
  ...testConfiguration(),
  zones: [
    ...testConfiguration().zones,
    { name: 'int.example.com', id: 'Z9', view: 'public', policy: 'sync', adopt: [] },
  ],
});
const withEdge = (): Configuration => {
  const configuration = testConfiguration();
  const [edge, ...edges] = configuration.edges;
  if (edge === undefined) throw new Error('no edge');
  const other = { ...edge, name: 'other', classes: ['other'], loadBalancer: { addresses: ['192.0.2.9'] } };
  return { ...configuration, edges: [edge, other, ...edges] };
};

const lane = 'certificates:111122223333/eu-central-1';

/** The other edge has certificates. */
const withCertificates = (): Configuration => {
  const configuration = withEdge();
  const edges = configuration.edges.map((edge) =>
    edge.name === 'other'
      ? {
          ...edge,
          loadBalancer: { use: balancerOf('other') },
          certificates: { ...edge.certificates, mode: 'acm' as const },
        }
      : edge,
  );
  return { ...configuration, edges };
};

/** A world with one name whose record stands. */
async function standing(configuration: Configuration) {
  const world = await guardedWorld(3, configuration);
  await world.say('shop/app', ingress('shop/app', [host]));
  await world.settle();
  await world.keepZone(host);
  const items = async (lane: string): Promise<readonly string[]> => {
    const parts = await Promise.all(
      numbers(0, itemPartitions).map((one) => world.table.query(itemPartition(lane, one))),
    );
    return parts.flat().map(({ row }) => `${row.key}@${row.generation}`);
  };
  const onEdge = (className: string) => world.say('shop/app', ingress('shop/app', [host], { className }));
  return { ...world, items, onEdge };
}

describe('a site whose zone changes because one with a longer suffix appears', () => {
  it('has work in both zones, keeps both lanes, and is no release', async () => {
    const world = await standing(testConfiguration());
    await world.configure(withZone());
    await world.settle();
    expect(await world.site(host)).toMatchObject({
      wish: { zone: 'Z9' },
      generation: 2,
      state: 'live',
      lanes: ['dns:Z1', 'dns:Z9'],
    });
    expect((await world.site(host))?.release).toBeUndefined();
    expect(await world.items('dns:Z1')).toContain(`${host}@2`);
    expect(await world.items('dns:Z9')).toContain(`${host}@2`);
    expect(await world.members('dns:Z9')).toEqual([host]);
  });

  it('goes back when the zone goes again', async () => {
    const world = await standing(testConfiguration());
    await world.configure(withZone());
    await world.settle();
    await world.configure(testConfiguration());
    await world.settle();
    expect(await world.site(host)).toMatchObject({ wish: { zone: 'Z1' }, generation: 3, lanes: ['dns:Z1', 'dns:Z9'] });
    expect(await world.items('dns:Z9')).toContain(`${host}@3`);
  });
});

describe('a site that moves to another edge', () => {
  it('moves at once where the new edge serves it', async () => {
    const world = await standing(withEdge());
    await world.onEdge('other');
    await world.settle();
    const target = { kind: 'addresses', addresses: ['192.0.2.9'] };
    expect(await world.site(host)).toMatchObject({ wish: { edge: 'other', target } });
    expect((await world.site(host))?.release).toBeUndefined();
    expect(await world.members('edge:other')).toEqual([host]);
    expect(await world.members('edge:public')).toEqual(numbers(0, 3).map(nameOf));
  });

  it('stays on the old one until the new one serves it', async () => {
    const world = await standing(withCertificates());
    await world.onEdge('other');
    await world.settle();
    await world.pass(10 * minute);
    expect(await world.site(host)).toMatchObject({
      generation: 2,
      wish: { edge: 'public' },
      moving: { edge: 'other' },
      lanes: [lane, 'dns:Z1'],
    });
    expect(await world.items(lane)).toContain(`${host}@2`);
    expect((await world.object('shop/app'))?.claims[0]).toMatchObject({ verdict: 'holder' });
    // Issued alone serves nobody.
    await world.serve(host, 'other', { reason: 'Issued', attachedTo: [] });
    await world.pass(10 * second, 10 * second);
    expect(await world.site(host)).toMatchObject({ generation: 2, wish: { edge: 'public' } });
    await world.serve(host, 'other');
    await world.pass(10 * second, 10 * second);
    const site = await world.site(host);
    expect(site).toMatchObject({ generation: 3, wish: { edge: 'other' }, lanes: [lane, 'dns:Z1'] });
    expect(site?.moving).toBeUndefined();
  });

  it('is made to move after half an hour', async () => {
    const world = await standing(withCertificates());
    await world.onEdge('other');
    await world.settle();
    await world.pass(29 * minute);
    expect((await world.site(host))?.wish.edge).toBe('public');
    await world.pass(minute);
    expect((await world.site(host))?.wish.edge).toBe('other');
  });

  it('stays where it is when it changes its mind', async () => {
    const world = await standing(withCertificates());
    await world.onEdge('other');
    await world.settle();
    await world.onEdge('public');
    await world.settle();
    await world.pass(40 * minute, 10 * minute);
    const site = await world.site(host);
    expect(site).toMatchObject({ generation: 3, wish: { edge: 'public' } });
    expect(site?.moving).toBeUndefined();
  });

  it('does not wait where nothing stands yet', async () => {
    const world = await guardedWorld(1, withCertificates());
    await world.say(keyOf(5), ingress(keyOf(5), [nameOf(5)]));
    await world.settle();
    await world.say(keyOf(5), ingress(keyOf(5), [nameOf(5)], { className: 'other' }));
    await world.settle();
    expect((await world.site(nameOf(5)))?.wish.edge).toBe('other');
  });
});

describe('a site whose edge gets another load balancer', () => {
  it('leads to the old one until the new one serves it', async () => {
    const world = await standing(on('old'));
    await world.serve(host, 'public', { loadBalancer: balancerOf('old').arn });
    await world.settle();
    expect(await world.site(host)).toMatchObject({ wish: leadsTo('old') });
    await world.configure(on('new'));
    await world.settle();
    await world.pass(10 * minute);
    expect(await world.site(host)).toMatchObject({
      wish: leadsTo('old'),
      moving: { edge: 'public', loadBalancer: balancerOf('new').arn },
    });
    expect((await world.object('shop/app'))?.claims[0]).toMatchObject({ verdict: 'holder', reason: 'Accepted' });
    await world.serve(host, 'public', { loadBalancer: balancerOf('new').arn });
    await world.settle();
    const site = await world.site(host);
    expect(site).toMatchObject({ wish: leadsTo('new') });
    expect(site?.moving).toBeUndefined();
  });

  it('waits as a CNAME, too, for a certificate and no longer', async () => {
    const world = await standing(on('old'));
    await world.say('shop/app', ingress('shop/app', [host], { annotations: { 'firstlight.dev/alias': 'false' } }));
    await world.settle();
    const named = (name: string) => ({ target: { kind: 'name', name: balancerOf(name).dnsName } });
    expect(await world.site(host)).toMatchObject({ wish: named('old') });
    await world.configure(on('new'));
    await world.settle();
    expect(await world.site(host)).toMatchObject({
      wish: named('old'),
      moving: { loadBalancer: balancerOf('new').arn },
    });
    await world.serve(host, 'public', { loadBalancer: balancerOf('new').arn });
    await world.settle();
    expect(await world.site(host)).toMatchObject({ wish: named('new') });
  });

  it.each([
    ['from addresses', testConfiguration(), on('new'), { kind: 'addresses' }],
    ['from a load balancer without certificates', on('old', 'off'), on('new'), leadsTo('old').target],
  ])('waits for certificates %s, too, at most half an hour', async (_what, before, after, target) => {
    const world = await standing(before);
    await world.configure(after);
    await world.settle();
    await world.pass(29 * minute);
    expect((await world.site(host))?.wish.target).toMatchObject(target);
    await world.pass(minute);
    expect(await world.site(host)).toMatchObject({ wish: leadsTo('new') });
  });

  it.each([
    ['has no certificates', on('new', 'off')],
    ['is the same', { ...on('old'), mode: 'sync' as const }],
  ])('waits for nothing where the new one %s', async (_what, after) => {
    const world = await standing(on('old'));
    await world.configure(after);
    await world.settle();
    expect((await world.site(host))?.moving).toBeUndefined();
  });

  it('takes all else of its wish at once, a new holder too', async () => {
    const world = await standing(on('old'));
    await world.configure(on('new'));
    await world.say('shop/other', ingress('shop/other', [host]));
    await world.say('shop/app', undefined);
    await world.settle();
    expect(await world.site(host)).toMatchObject({
      holder: { key: 'shop/other' },
      wish: { ...leadsTo('old'), resource: 'ingress/shop/other' },
      moving: { edge: 'public' },
    });
  });

  it('stays while it is held, however long, and moves once it is resumed', async () => {
    const world = await standing(on('old'));
    await world.hold('edge:public');
    await world.configure(on('new'));
    await world.settle();
    await world.serve(host, 'public', { loadBalancer: balancerOf('new').arn });
    await world.pass(40 * minute, 10 * minute);
    expect(await world.site(host)).toMatchObject({ wish: leadsTo('old') });
    await world.resume('edge:public');
    expect(await world.site(host)).toMatchObject({ wish: leadsTo('new') });
  });

  it('goes to the new one at once where nothing stands yet', async () => {
    const world = await guardedWorld(1, on('old'));
    await world.say(keyOf(5), ingress(keyOf(5), [nameOf(5)]));
    await world.settle();
    await world.configure(on('new'));
    await world.settle();
    expect(await world.site(nameOf(5))).toMatchObject({ wish: leadsTo('new') });
  });
});
