import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { historyRows } from '../../../shared/rows/safety-rows.ts';
import { type GuardedWorld, guardedWorld, keyOf, minute, nameOf, numbers, second } from './safety-world.ts';
import { ingress, ingressRef, testConfiguration } from './samples.ts';

const ephemeral = (): Configuration => ({
  ...testConfiguration(),
  clusters: [{ name: 'demo', ownerId: 'demo', ephemeral: ['preview-*'] }],
});
const withoutClass = (): Configuration => ({
  ...testConfiguration(),
  edges: testConfiguration().edges.map((edge) => (edge.name === 'public' ? { ...edge, classes: ['renamed'] } : edge)),
});

/** Ways in which 20 of 40 names vanish at once. */
const slicings: readonly [string, (world: GuardedWorld) => Promise<void>][] = [
  ['single events', (world) => world.drop(numbers(0, 20))],
  [
    'ten batches',
    async (world) => {
      for (const at of numbers(0, 10)) {
        await world.drop([2 * at, 2 * at + 1]);
        await world.settle();
        world.clock.advance(100);
      }
    },
  ],
  ['a walk', (world) => world.walk(numbers(20, 40).map((index) => ingress(keyOf(index), [nameOf(index)])))],
  [
    'a rule that reserves them for others',
    (world) => {
      const hosts = numbers(0, 20).map(nameOf);
      return world.configure(testConfiguration({ default: 'allow', rules: [{ hosts, namespaces: ['other'] }] }));
    },
  ],
  ['a class that is renamed', (world) => world.configure(withoutClass())],
];

describe('the guard', () => {
  it.each(slicings)('keeps every name when many vanish by %s', async (_name, vanish) => {
    const world = await guardedWorld(40);
    await vanish(world);
    await world.settle();
    await world.pass(10 * minute);
    expect((await world.hosts()).length).toBe(40);
    expect(await world.gone()).toEqual([]);
    expect((await world.notices()).map(({ scope }) => scope)).toEqual(['cluster:demo', 'edge:public']);
    expect(new Set((await world.releases()).map((text) => text.split(' ').slice(1).join(' ')))).toEqual(
      new Set(['blocked cluster:demo']),
    );
    await world.pass(5 * 60 * minute, 30 * minute);
    expect(await world.gone()).toEqual([]);
  });

  it('lets go what is few, and all of it', async () => {
    const world = await guardedWorld(10);
    await world.drop([0, 1, 2]);
    await world.settle();
    await world.pass(2 * minute);
    expect(await world.hosts('dying')).toEqual([0, 1, 2].map(nameOf));
    expect(await world.notices()).toEqual([]);
    expect(world.facts.map(({ type }) => type)).toEqual(['SiteReleased', 'SiteReleased', 'SiteReleased']);
  });

  it('lets the next ones go when the first have left the window, without anybody asking', async () => {
    const world = await guardedWorld(10);
    await world.drop([0, 1, 2]);
    await world.settle();
    await world.pass(2 * minute);
    await world.drop([3]);
    await world.settle();
    await world.pass(58 * minute);
    expect((await world.hosts()).length).toBe(7);
    expect(await world.releases()).toEqual([`${nameOf(3)} blocked cluster:demo`]);
    await world.pass(4 * minute);
    expect(await world.hosts('dying')).toContain(nameOf(3));
    expect(await world.notices()).toEqual([]);
  });

  it('never lets the last of an edge go, however few, while the cluster has many', async () => {
    const world = await guardedWorld(20);
    for (const name of ['x', 'y', 'z', 'w']) {
      await world.say(`ops/${name}`, ingress(`ops/${name}`, [`${name}.example.com`], { className: 'private' }));
    }
    await world.settle();
    for (const name of ['x', 'y', 'z', 'w']) await world.say(`ops/${name}`, undefined);
    await world.drop([0]);
    await world.settle();
    await world.pass(3 * minute);
    expect(await world.hosts('dying')).toEqual([nameOf(0)]);
    expect((await world.notices()).map(({ scope }) => scope)).toEqual(['edge:private']);
  });

  it('lets two go although they are all there is', async () => {
    const world = await guardedWorld(2);
    await world.drop([0, 1]);
    await world.settle();
    await world.pass(2 * minute);
    expect((await world.hosts('dying')).length).toBe(2);
  });

  it('lets the rest go at once when enough have come back, and withdraws its notice', async () => {
    const world = await guardedWorld(10);
    await world.drop([0, 1, 2, 3]);
    await world.settle();
    await world.pass(20 * minute);
    expect((await world.hosts()).length).toBe(10);
    await world.publish([3]);
    expect(await world.hosts('dying')).toEqual([0, 1, 2].map(nameOf));
    expect(await world.notices()).toEqual([]);
  });

  it('tells people after ten minutes, since when and how to go on', async () => {
    const world = await guardedWorld(10);
    await world.drop(numbers(0, 5));
    await world.settle();
    await world.pass(2 * minute);
    const sinceMs = world.clock.now();
    expect(await world.notices()).toMatchObject([
      { kind: 'GuardTripped', scope: 'cluster:demo', sinceMs, fromMs: sinceMs + 10 * minute },
      { kind: 'GuardTripped', scope: 'edge:public' },
    ]);
    const [notice] = await world.notices();
    expect(notice?.message).toContain('5 of the 10 names of cluster demo');
    expect(notice?.message).toMatch(/names of cluster demo would be gone within an hour, .*, so none goes$/);
    expect(world.facts.map((fact) => fact.type === 'GuardTripped' && fact.scope)).toEqual([
      'cluster:demo',
      'edge:public',
    ]);
    await world.drop([5]);
    await world.settle();
    await world.pass(3 * minute);
    expect((await world.notices())[0]).toMatchObject({ sinceMs, message: expect.stringContaining('6 of the 10') });
  });

  it('counts names that change hands', async () => {
    const world = await guardedWorld(10);
    for (const index of numbers(0, 4)) {
      await world.keepZone(nameOf(index));
      await world.say(keyOf(index, 'blog'), ingress(keyOf(index, 'blog'), [nameOf(index)]));
    }
    await world.settle();
    await world.drop([0, 1, 2]);
    await world.settle();
    await world.pass(2 * minute);
    for (const index of [0, 1, 2]) expect((await world.site(nameOf(index)))?.holder.key).toBe(keyOf(index, 'blog'));
    expect((await world.gone()).map(({ handedOver }) => handedOver)).toEqual([true, true, true]);
    await world.drop([3]);
    await world.settle();
    await world.pass(5 * minute);
    expect((await world.site(nameOf(3)))?.holder.key).toBe(keyOf(3));
    await world.pass(61 * minute);
    expect((await world.site(nameOf(3)))?.holder.key).toBe(keyOf(3, 'blog'));
  });

  it('notes each release in the history, with its object', async () => {
    const world = await guardedWorld(5);
    await world.drop([0]);
    await world.settle();
    await world.pass(2 * minute);
    const day = new Date(world.clock.now()).toISOString().slice(0, 10);
    const rows = (await world.table.query(historyRows(day))).map(({ row }) => row);
    expect(rows).toMatchObject([
      { host: nameOf(0), where: 'cluster:demo', action: 'released', by: 'Ingress/shop/n0', before: 'Ingress/shop/n0' },
    ]);
  });

  it('waits for what the cluster still has to say', async () => {
    const world = await guardedWorld(5);
    await world.drop([0]);
    await world.settle();
    world.clock.advance(2 * minute);
    await world.publish([0]);
    expect((await world.site(nameOf(0)))?.release).toBeUndefined();
    expect((await world.hosts()).length).toBe(5);
  });
});

describe('an approval', () => {
  it('lets the named releases go and no others, and says by whom', async () => {
    const world = await guardedWorld(10);
    await world.drop(numbers(0, 6));
    await world.settle();
    await world.pass(5 * minute);
    await world.approve([0, 1]);
    expect(await world.hosts('dying')).toEqual([0, 1].map(nameOf));
    expect((await world.gone()).map(({ counted }) => counted)).toEqual([false, false]);
    expect((await world.releases()).length).toBe(4);
    const day = new Date(world.clock.now()).toISOString().slice(0, 10);
    expect((await world.table.query(historyRows(day))).map(({ row }) => row.why)[0]).toContain('approved by oncall');
  });

  it('of enough of them frees the rest', async () => {
    const world = await guardedWorld(10);
    await world.drop(numbers(0, 5));
    await world.settle();
    await world.pass(5 * minute);
    await world.approve([0, 1]);
    await world.pass(minute);
    expect((await world.hosts('dying')).length).toBe(5);
    expect(await world.notices()).toEqual([]);
  });

  it('names releases, not names: one that came back and goes again needs its own', async () => {
    const world = await guardedWorld(10);
    await world.drop(numbers(0, 6));
    await world.settle();
    await world.approve([0]);
    await world.publish([0]);
    await world.drop([0]);
    await world.settle();
    await world.pass(5 * minute);
    expect((await world.hosts()).length).toBe(10);
  });

  it('lets nothing go before it is due', async () => {
    const world = await guardedWorld(10);
    await world.drop(numbers(0, 6));
    await world.settle();
    await world.approve([0]);
    expect((await world.hosts()).length).toBe(10);
    await world.pass(2 * minute);
    expect(await world.hosts('dying')).toEqual([nameOf(0)]);
  });

  it('that has run out says nothing', async () => {
    const world = await guardedWorld(10);
    await world.drop(numbers(0, 6));
    await world.settle();
    await world.approve(numbers(0, 6), { untilMs: world.clock.now() + second });
    await world.pass(5 * minute);
    expect((await world.hosts()).length).toBe(10);
  });
});

describe('an ephemeral namespace', () => {
  it('may vanish whole, and counts for nobody else', async () => {
    const world = await guardedWorld(10, ephemeral());
    await world.publish(numbers(10, 30), 'preview-7');
    await world.drop(numbers(10, 30), 'preview-7');
    await world.drop([0, 1, 2]);
    await world.settle();
    await world.pass(2 * minute);
    expect((await world.hosts('dying')).length).toBe(23);
    expect(await world.notices()).toEqual([]);
  });

  it('makes no room for others', async () => {
    const world = await guardedWorld(10, ephemeral());
    await world.publish(numbers(10, 40), 'preview-7');
    await world.drop(numbers(0, 4));
    await world.settle();
    await world.pass(5 * minute);
    expect((await world.hosts()).length).toBe(40);
  });
});

describe('a second cluster', () => {
  it('that never connected blocks nobody else', async () => {
    const configuration = testConfiguration();
    const two = {
      ...configuration,
      clusters: [...configuration.clusters, { name: 'late', ownerId: 'late', ephemeral: [] }],
    };
    const world = await guardedWorld(5, two);
    await world.drop([0]);
    await world.settle();
    await world.pass(2 * minute);
    expect(await world.hosts('dying')).toEqual([nameOf(0)]);
    expect((await world.site(nameOf(1)))?.holder).toEqual(ingressRef(keyOf(1)));
  });
});
