import { afterEach, describe, expect, it } from 'vitest';
import type { ObjectStatus } from '../../../shared/events/status.ts';
import { held, keeperWorld } from './world.ts';

let world: ReturnType<typeof keeperWorld>;
afterEach(() => world.close());

const skippedObject = (name: string, message: string): ObjectStatus => ({
  of: 'object',
  source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', key: `shop/${name}` },
  refused: [],
  skipped: [{ reason: 'UnknownClass', message }],
});
const told = (): readonly string[] => world.events().map(({ type, reason, note }) => `${type} ${reason} ${note}`);

describe('Events', () => {
  it('tell on the source what became of its names', async () => {
    world = keeperWorld();
    await world.say([held('a.example.com', {}, false), skippedObject('web', 'class x is of no edge')]);
    await world.pass(10);
    await world.say([held('a.example.com'), skippedObject('web', 'class x is of no edge')]);
    await world.pass(10);
    expect(told()).toEqual([
      'Warning UnknownClass is not served: class x is of no edge',
      'Warning NameTaken a.example.com is not ready: somebody has it',
      'Normal Ready a.example.com is reachable',
    ]);
    expect(world.events()[0]).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      metadata: { namespace: 'shop' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      reportingController: 'firstlight.dev/forwarder',
      regarding: {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        namespace: 'shop',
        name: 'web',
        uid: 'uid-of-web',
      },
    });
  });

  it('say nothing of what is only on its way', async () => {
    world = keeperWorld();
    const waiting = { type: 'Ready', status: 'Unknown', reason: 'ChangePending', message: '' } as const;
    await world.say([held('a.example.com', { conditions: [waiting] })]);
    await world.pass(10);
    expect(told()).toEqual([]);
  });

  it('are told once, also by whoever takes over', async () => {
    world = keeperWorld();
    await world.say([held('a.example.com'), skippedObject('web', 'x')]);
    await world.pass(10);
    await world.replace();
    await world.pass(10);
    expect(told()).toHaveLength(2);
  });

  it('count what comes again, no sooner than after ten minutes', async () => {
    world = keeperWorld();
    for (let turn = 0; turn < 40; turn += 1) {
      await world.say([held('a.example.com', {}, turn % 2 === 0)]);
      await world.pass(60);
    }
    expect(world.events()).toHaveLength(2);
    expect(world.cluster.calls.filter((call) => call.endsWith('events')).length).toBeLessThanOrEqual(20);
    expect(world.events()[0]?.['series']).toMatchObject({ count: expect.any(Number) });
  });

  it('are limited, and none of what lasts is lost', async () => {
    world = keeperWorld();
    await world.say(Array.from({ length: 1_200 }, (_, at) => skippedObject(`i${at}`, 'x')));
    await world.pass(5);
    expect(world.events().length).toBeLessThanOrEqual(60);
    await world.pass(100);
    expect(world.events().length).toBeLessThanOrEqual(50 + 2 * 106);
    expect(world.keeper().counts.eventsDropped).toBe(0);
    await world.pass(550);
    expect(world.events()).toHaveLength(1_200);
  });

  it('of what lasts wait until their object is known, and for nobody else’s flood', async () => {
    world = keeperWorld();
    world.gone.add('shop/late');
    const flood = Array.from({ length: 600 }, (_, at) => skippedObject(`i${at}`, 'x'));
    const other = { ...skippedObject('web', 'y'), source: { ...skippedObject('web', 'y').source, key: 'zzz/web' } };
    await world.say([...flood, other, skippedObject('late', 'z')]);
    await world.pass(6);
    expect(told()).toContain('Warning UnknownClass is not served: y');
    world.gone.delete('shop/late');
    await world.pass(320);
    expect(told()).toContain('Warning UnknownClass is not served: z');
  });

  it('of what happened wait a while until their object is known', async () => {
    world = keeperWorld();
    world.gone.add('shop/web');
    await world.say([held('a.example.com')]);
    await world.pass(30);
    world.gone.delete('shop/web');
    await world.pass(10);
    expect(told()).toEqual(['Normal Ready a.example.com is reachable']);
  });

  it('of what is no longer so are not written', async () => {
    world = keeperWorld();
    world.gone.add('shop/web');
    await world.say([skippedObject('web', 'x')]);
    await world.pass(10);
    await world.say([]);
    await world.pass(10);
    world.gone.delete('shop/web');
    await world.pass(10);
    expect(told()).toEqual([]);
  });

  it('go on counting where another process counted before', async () => {
    world = keeperWorld();
    await world.say([skippedObject('web', 'x')]);
    for (const _ of [1, 2, 3]) {
      await world.pass(10);
      await world.replace();
    }
    await world.pass(10);
    expect(world.events()[0]?.['series']).toMatchObject({ count: 4 });
  });

  it('that are refused in one namespace are written in others, and that is told once', async () => {
    world = keeperWorld();
    world.cluster.faults.fullNamespaces.add('shop');
    const other = (at: number) => ({
      ...skippedObject('web', `y${at}`),
      source: { ...skippedObject('web', '').source, key: `zzz/web${at}` },
    });
    const all = Array.from({ length: 20 }, (_, at) => [skippedObject(`i${at}`, 'x'), other(at)]).flat();
    await world.say(all);
    await world.pass(1_000);
    expect(told()).toHaveLength(20);
    expect(world.reports).toEqual([{ what: 'trouble', message: expect.stringContaining('in namespace shop') }]);
    world.cluster.faults.fullNamespaces.clear();
    await world.pass(2_500);
    expect(told()).toHaveLength(40);
    expect(world.reports.map(({ what }) => what)).toEqual(['trouble', 'over']);
  });

  it('are written later where the cluster asks for a pause', async () => {
    world = keeperWorld();
    await world.pass(5);
    world.cluster.faults.busyEvents = true;
    await world.say([skippedObject('web', 'x')]);
    await world.pass(60);
    expect(world.reports).toEqual([]);
    world.cluster.faults.busyEvents = false;
    await world.pass(10);
    expect(told()).toHaveLength(1);
  });

  it('that wait are not written by who has been stopped, however slow the cluster is', async () => {
    world = keeperWorld();
    await world.pass(5);
    world.trouble.answerMs = 3_000;
    await world.say(Array.from({ length: 60 }, (_, at) => skippedObject(`i${at}`, 'x')));
    await world.pass(8);
    const before = world.events().length;
    await Promise.all([world.close(), world.scheduler.advance(3_000)]);
    await world.pass(60);
    expect(world.events().length).toBeLessThanOrEqual(before + 1);
  });

  it('that may not be written stop nothing else', async () => {
    world = keeperWorld();
    world.cluster.faults.forbidden.add('create events');
    await world.say([held('a.example.com'), skippedObject('web', 'x')]);
    await world.pass(30);
    expect(world.sites()).toEqual(['shop/a.example.com']);
    expect(world.reports).toEqual([{ what: 'trouble', message: expect.stringContaining('events.events.k8s.io') }]);
  });

  it('are not written of an object that is not there', async () => {
    world = keeperWorld();
    world.gone.add('shop/web');
    await world.say([held('a.example.com')]);
    await world.pass(10);
    expect(told()).toEqual([]);
  });
});
