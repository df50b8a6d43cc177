import { describe, expect, it } from 'vitest';
import { invalidChangeBatch } from '#local/cloud/route53/refusal.ts';
import { answerRefusal } from '#local/cloud/route53/xml-out.ts';
import { hold } from '#shared/commands/hold.ts';
import { releaseOwnership } from '#shared/commands/release-ownership.ts';
import { resume } from '#shared/commands/resume.ts';
import { configuration, openWorld, type World, zone } from './world.ts';
import { wishFor } from './world-sites.ts';

const heritage = (owner: string, resource = 'ingress/shop/shop'): string =>
  `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=${resource}"`;
const a = (Name: string) => ({ Name, Type: 'A' as const, TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] });
const txt = (Name: string, Value: string) => ({ Name, Type: 'TXT' as const, TTL: 300, ResourceRecords: [{ Value }] });

const say = (world: World, undo = false, name = 'example.com') =>
  releaseOwnership(
    { table: world.table, doorbell: { ring: async () => {} }, nowMs: world.clock.now(), by: 'oncall' },
    { zone: name, ...(undo ? { undo } : {}) },
  );

describe('a zone that goes back to external-dns', () => {
  it('taken over and given back is as external-dns left it', async () => {
    const records = [
      a('shop.example.com'),
      txt('a-shop.example.com', heritage('old')),
      a('old.example.com'),
      txt('old.example.com', heritage('old')),
    ];
    const document = { ...configuration, zones: [{ ...zone, adopt: ['old'] }] };
    const world = await openWorld({ records, configuration: document });
    const before = world.records();
    await world.write('shop.example.com');
    await world.write('old.example.com');
    await world.settle();
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
    expect(await say(world)).toMatchObject({ state: 'being given back' });
    await world.settle();
    expect(world.records()).toEqual(before);
    expect(world.calls().ChangeResourceRecordSets).toBeUndefined();
    expect(await say(world)).toMatchObject({ state: 'given back', left: [] });
  });

  it('rewrites its own form where external-dns has one, and lists the rest', async () => {
    const cname = {
      Name: 'a-app.example.com',
      Type: 'CNAME' as const,
      TTL: 60,
      ResourceRecords: [{ Value: 'x.example.net' }],
    };
    const world = await openWorld({ records: [cname] });
    for (const name of ['app.example.com', 'example.com', 'www.example.com']) await world.write(name);
    await world.settle();
    expect(world.records().filter((text) => text.includes('_fl-'))).toHaveLength(2);
    await world.zones.change('Z1', [
      { action: 'DELETE', record: { name: 'a-app.example.com', type: 'CNAME', ttl: 60, values: ['x.example.net'] } },
    ]);
    world.clock.advance(2000);
    await say(world);
    await world.settle();
    expect(world.records()).toContain(`TXT a-app.example.com. ${heritage('demo')}`);
    const { left, message } = await say(world);
    expect(message).toMatch(/1 ownership TXT record was rewritten; external-dns leaves 1 alone/);
    expect(left).toEqual([expect.stringMatching(/^A example\.com, marked by TXT _fl-.*no TXT name for it/)]);
    expect((await world.owned()).map(({ ownership }) => ownership.name)).toContain('a-app.example.com');
  });

  /** A zone of names whose marks external-dns could read under names of its own, but for CNAMEs there once. */
  async function openHashed(names: readonly string[], faults: NonNullable<Parameters<typeof openWorld>[0]>['faults']) {
    const cname = (name: string) => ({ name: `a-${name}`, type: 'CNAME', ttl: 60, values: ['x.example.net'] }) as const;
    const records = names.map((name) => ({
      ...{ Name: `a-${name}`, Type: 'CNAME' as const, TTL: 60 },
      ResourceRecords: [{ Value: 'x.example.net' }],
    }));
    const world = await openWorld({ records, ...(faults === undefined ? {} : { faults }) });
    for (const name of names) await world.write(name);
    await world.settle();
    await world.zones.change(
      'Z1',
      names.map((name) => ({ action: 'DELETE', record: cname(name) })),
    );
    world.clock.advance(2000);
    return world;
  }

  it('knows what stands although the answer to its change was lost', async () => {
    let isArmed = false;
    const world = await openHashed(['app.example.com'], ({ method }) => {
      const isLost = isArmed && method === 'POST';
      if (isLost) isArmed = false;
      return isLost ? { after: { status: 0, headers: {}, body: '' } } : undefined;
    });
    isArmed = true;
    await say(world);
    await world.settle('dns:Z1', 60);
    expect(await say(world)).toMatchObject({ state: 'given back' });
    expect((await world.owned()).map(({ ownership }) => ownership.name)).toEqual(['a-app.example.com']);
  });

  it('comes to an end however much Route 53 refuses', async () => {
    let isArmed = false;
    const refusal = answerRefusal(invalidChangeBatch(['no']), 'one');
    const names = Array.from({ length: 40 }, (_, index) => `n${index}.example.com`);
    const world = await openHashed(names, ({ method }) => (isArmed && method === 'POST' ? refusal : undefined));
    isArmed = true;
    const before = world.calls().ChangeResourceRecordSets ?? 0;
    await say(world);
    await world.settle('dns:Z1', 40);
    const { state, left } = await say(world);
    expect(state).toBe('given back');
    expect(left).toHaveLength(40);
    expect((world.calls().ChangeResourceRecordSets ?? 0) - before).toBeLessThanOrEqual(200);
  });

  it('is not written any more: neither new names, nor changes, nor ends', async () => {
    const world = await openWorld();
    await world.write('shop.example.com');
    await world.write('old.example.com');
    await world.settle();
    const before = world.records();
    await say(world);
    await world.write('shop.example.com', { wish: wishFor({ ttlSeconds: 60 }) });
    await world.write('old.example.com', { state: 'dying' });
    await world.write('new.example.com');
    await world.settle('dns:Z1', 20);
    expect(world.records()).toEqual(before);
    for (const name of ['shop.example.com', 'old.example.com', 'new.example.com']) {
      expect(await world.condition(name)).toMatch(/GivenBack$/);
    }
    expect((await world.lane('new.example.com'))?.conditions[0]?.message).toMatch(
      /given back to external-dns by oncall/,
    );
  });

  it('waits while a person holds it', async () => {
    const world = await openWorld();
    await world.write('example.com');
    await world.settle();
    const as = () => ({
      table: world.table,
      doorbell: { ring: async () => {} },
      nowMs: world.clock.now(),
      by: 'oncall',
    });
    await hold(as(), { scope: 'zone:example.com' });
    await say(world);
    await world.settle();
    expect(await say(world)).toMatchObject({ state: 'being given back' });
    await resume(as(), { scope: 'zone:example.com' });
    await world.settle();
    expect(await say(world)).toMatchObject({ state: 'given back' });
  });

  it('can be taken again: what external-dns did meanwhile is read first', async () => {
    const world = await openWorld();
    await world.write('shop.example.com');
    await world.settle();
    await say(world);
    await world.settle();
    await world.zones.change('Z1', [
      { action: 'DELETE', record: { name: 'shop.example.com', type: 'A', ttl: 300, values: ['192.0.2.1'] } },
      { action: 'CREATE', record: { name: 'shop.example.com', type: 'A', ttl: 300, values: ['192.0.2.9'] } },
    ]);
    world.clock.advance(2000);
    expect(await say(world, true)).toMatchObject({ state: 'taken again' });
    await world.settle();
    expect(world.records()).toContain('A shop.example.com. 192.0.2.1');
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
    await expect(say(world, true)).rejects.toThrow(/was not given back/);
  });

  it.each([
    ['nope.example.com', /no zone "nope\.example\.com" is configured/],
    ['example.com', /several zones are called example\.com: name one by its id, Z1 \(public\), Z9 \(private\)/],
  ])('%s is refused', async (name, message) => {
    const twin = { ...zone, id: 'Z9', view: 'private' } as const;
    const world = await openWorld({ configuration: { ...configuration, zones: [zone, twin] } });
    await expect(say(world, false, name)).rejects.toThrow(message);
  });
});
