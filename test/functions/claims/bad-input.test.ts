import { describe, expect, it } from 'vitest';
import { project } from '../../../forwarder/project.ts';
import type { ProjectedObject } from '../../../shared/domain/objects.ts';
import { ownedKey } from '../../../shared/rows/zone-rows.ts';
import { put } from '../../../shared/runtime/table.ts';
import { ingress, zone } from './samples.ts';
import { testWorld } from './world.ts';

const host = 'app.example.com';
const second = 1_000;
const noted = (annotations: Record<string, string>): ProjectedObject => ingress('shop/web', [host], { annotations });

/** As the forwarder would say a document that Kubernetes would not have taken. */
function written(spec: unknown): ProjectedObject {
  const metadata = { name: 'web', namespace: 'shop' };
  const projection = project({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec });
  if (projection.result !== 'object' || 'unread' in projection.object || !('form' in projection.object))
    throw new Error(`projected to ${projection.result}`);
  return projection.object;
}

async function served() {
  const world = await testWorld();
  await world.readZones();
  await world.walk([]);
  await world.settle();
  await world.say('shop/web', ingress('shop/web', [host]));
  await world.settle();
  await world.keepZone(host);
  return world;
}

/** As the forwarder would say of an object that there is, and nothing more. */
const unread = (reason: 'InvalidObject' | 'RetiredApiVersion' | 'TooLarge'): ProjectedObject => ({
  kind: 'networking.k8s.io/Ingress',
  form: 'stub',
  key: 'shop/web',
  apiVersion: 'networking.k8s.io/v1',
  reason,
  message: 'cannot be read',
});

const slips: readonly (readonly [string, ProjectedObject])[] = [
  ['a target that cannot be written', noted({ 'firstlight.dev/target': 'a.example.net,b.example.net' })],
  ['an annotation that is not served yet', noted({ 'external-dns.alpha.kubernetes.io/aws-weight': '10' })],
  ['an edge that does not exist', noted({ 'firstlight.dev/edge': 'pubic' })],
  ['rules that are no list', written({ ingressClassName: 'public', rules: { host } })],
  ['a class that is no text', written({ ingressClassName: 5, rules: [{ host }] })],
  ['a spec that is no object', written('public')],
  ['an object that could not be read', unread('InvalidObject')],
  ['an apiVersion that is served no more', unread('RetiredApiVersion')],
  ['an object that is too large', unread('TooLarge')],
];

describe('an object that a person got wrong', () => {
  it.each(slips)('keeps what it has, and says why nothing changes: %s', async (_name, object) => {
    const world = await served();
    const before = await world.site(host);
    await world.say('shop/web', object);
    await world.settle();
    world.clock.advance(130 * second);
    await world.settle();
    expect(await world.site(host)).toEqual(before);
    const row = await world.object('shop/web');
    expect(row?.skipped.length).toBeGreaterThan(0);
    expect(row?.claims).toMatchObject([{ host, verdict: 'holder' }]);
  });

  it('is told what is wrong, not that a host is missing which could not be read', async () => {
    const world = await served();
    await world.say('shop/web', written({ ingressClassName: 'public', rules: { host } }));
    await world.settle();
    expect((await world.object('shop/web'))?.skipped).toMatchObject([
      { reason: 'InvalidObject', message: expect.stringContaining('spec.rules') },
    ]);
  });

  it.each(slips)('gets nothing new: %s', async (_name, object) => {
    const world = await testWorld();
    await world.readZones();
    await world.walk([object]);
    await world.settle();
    expect(await world.site(host)).toBeUndefined();
  });

  it.each(slips)('keeps the record that names it after a loss of the table: %s', async (_name, object) => {
    const world = await testWorld();
    await world.readZones();
    const record = { name: host, type: 'A' as const, ttl: 300, values: ['192.0.2.99'] };
    const mark = { ownerId: 'demo', resource: 'ingress/shop/web' };
    const ownership = { name: `a-${host}`, type: 'TXT' as const, ttl: 300, values: ['""'] };
    await world.table.transact([put(ownedKey(zone, record), { zone, record, ownership, ...mark })]);
    await world.walk([object, ingress('blog/web', [host])]);
    await world.settle();
    expect(await world.site(host)).toBeUndefined();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    expect((await world.site(host))?.holder.key).toBe('shop/web');
  });

  it('lets go of what it names no longer, once it is mended', async () => {
    const world = await served();
    await world.say('shop/web', noted({ 'firstlight.dev/edge': 'pubic' }));
    await world.settle();
    await world.say('shop/web', ingress('shop/web', ['new.example.com']));
    await world.settle();
    expect((await world.site(host))?.release).toBeDefined();
  });

  it('loses its sites to an unknown class: that may be another controller', async () => {
    const world = await served();
    await world.say('shop/web', ingress('shop/web', [host], { className: 'nginx' }));
    await world.settle();
    expect((await world.site(host))?.release).toBeDefined();
  });
});
