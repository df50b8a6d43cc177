import { describe, expect, it } from 'vitest';
import { wishFor } from '../dns/world-sites.ts';
import { watch } from './sites.ts';
import { monitorsWorld } from './world.ts';

describe('monitors', () => {
  it('makes one for a site that can answer, and nothing more is written', async () => {
    const world = await monitorsWorld();
    await world.write('myapp.example.com');
    await world.settle();
    expect(world.monitors()).toEqual(['myapp.example.com http://myapp.example.com/ STARTED']);
    expect(await world.condition('myapp.example.com')).toMatch(/^True Watched: /);
    const before = world.account.calls();
    await world.settle(600_000);
    expect(world.account.calls()).toEqual({ ...before, 'GET /monitors': (before['GET /monitors'] ?? 0) + 10 });
  });

  it('waits for records that are everywhere', async () => {
    const world = await monitorsWorld();
    await world.write('a.example.com', {}, 'Unknown');
    await world.settle();
    expect(world.monitors()).toEqual([]);
    expect(await world.condition('a.example.com')).toMatch(/^Unknown Waiting: its records/);
    await world.write('a.example.com');
    await world.settle();
    expect(world.monitors()).toHaveLength(1);
  });

  it('pauses it when the site is released, and goes on when it is back', async () => {
    const world = await monitorsWorld();
    await world.write('a.example.com');
    await world.settle();
    const sinceMs = world.clock.now();
    const release = { id: 'r', dueMs: sinceMs, sinceMs, reason: 'NoHost', message: '' } as const;
    await world.write('a.example.com', { release });
    await world.drain();
    expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ PAUSED']);
    await world.write('a.example.com');
    await world.settle();
    expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ STARTED']);
  });

  it('deletes it after the grace, though the site is long gone', async () => {
    const world = await monitorsWorld();
    await world.write('a.example.com');
    await world.settle();
    await world.write('a.example.com', { state: 'dying' });
    await world.settle();
    expect(await world.condition('a.example.com')).toBeUndefined();
    expect(world.monitors()).toEqual(['a.example.com http://a.example.com/ PAUSED']);
    await world.forget('a.example.com');
    await world.settle(700_000);
    expect(world.monitors()).toEqual([]);
    expect(await world.history()).toEqual([
      'create monitor 800000001 (http://a.example.com/ every 300 s) by Ingress/shop/myapp',
      'pause monitor 800000001 by Ingress/shop/myapp',
      'delete monitor 800000001 by firstlight',
    ]);
    expect(await world.rows()).toEqual([]);
  });

  it('says why a site is not watched, and calls nobody', async () => {
    const world = await monitorsWorld();
    await world.write('*.example.com');
    await world.settle();
    expect(await world.condition('*.example.com')).toMatch(/^False NotWatched: it is a wildcard/);
  });

  it('names what a wish names that is not there', async () => {
    const world = await monitorsWorld({ account: { contacts: [{ id: 11, name: 'ops' }] } });
    const contacts = [{ contact: 'night', delayMinutes: 0, repeatMinutes: 0 }];
    await world.write('a.example.com', { wish: wishFor({ monitor: watch({ contacts }) }) });
    await world.settle();
    expect(await world.condition('a.example.com')).toBe(
      'False UnknownReference: the account has no contact "night"; make it there, or correct the name: it has "ops"',
    );
    expect(world.monitors()).toEqual([]);
    await world.write('a.example.com', {
      wish: wishFor({
        monitor: watch({ contacts: [{ ...contacts[0], contact: 'ops', delayMinutes: 0, repeatMinutes: 0 }] }),
      }),
    });
    await world.settle();
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
    expect(world.account.monitors()[0]?.assignedAlertContacts).toMatchObject([{ alertContactId: 11 }]);
  });
});
