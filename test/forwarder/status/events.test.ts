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
    expect(world.cluster.calls.filter((call) => call.endsWith('events')).length).toBeLessThan(20);
    expect(world.events()[0]?.['series']).toMatchObject({ count: expect.any(Number) });
  });

  it('are limited, and what is more is counted', async () => {
    world = keeperWorld();
    await world.say(Array.from({ length: 2_000 }, (_, at) => skippedObject(`i${at}`, 'x')));
    await world.pass(5);
    expect(world.events().length).toBeLessThanOrEqual(60);
    await world.pass(100);
    expect(world.events().length).toBeLessThanOrEqual(50 + 2 * 106);
    expect(world.keeper().counts.eventsDropped).toBe(1_000);
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
