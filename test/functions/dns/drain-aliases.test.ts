import { describe, expect, it } from 'vitest';
import type { Target } from '#shared/domain/site.ts';
import { openWorld } from './world.ts';
import { wishFor } from './world-sites.ts';

const hour = 3_600_000;
const aliasTo = (dnsName: string): { readonly target: Target } => ({
  target: { kind: 'alias', alias: { dnsName, hostedZoneId: 'Z1', evaluateTargetHealth: true }, dualStack: false },
});

describe('an alias to another name of its zone', () => {
  it('goes after that name, whatever their order, in one drain', async () => {
    const world = await openWorld();
    await world.write('a.example.com', { wish: wishFor(aliasTo('b.example.com')) });
    await world.write('b.example.com', { wish: wishFor(aliasTo('c.example.com')) });
    await world.write('c.example.com');
    await world.settle();
    for (const name of ['a', 'b', 'c']) expect(await world.condition(`${name}.example.com`)).toBe('True/InSync');
    expect(world.calls().ChangeResourceRecordSets).toBe(3);
  });

  it('is tried again when that name came later', async () => {
    const world = await openWorld();
    await world.write('a.example.com', { wish: wishFor(aliasTo('b.example.com')) });
    await world.settle();
    expect(await world.condition('a.example.com')).toBe('False/Refused');
    await world.write('b.example.com');
    await world.settle();
    world.clock.advance(hour);
    await world.settle();
    expect(await world.condition('a.example.com')).toBe('True/InSync');
    expect(await world.items('dns:Z1')).toEqual([]);
  });

  it('two that lead to each other are refused, and hold up nobody', async () => {
    const world = await openWorld();
    await world.write('a.example.com', { wish: wishFor(aliasTo('b.example.com')) });
    await world.write('b.example.com', { wish: wishFor(aliasTo('a.example.com')) });
    await world.write('shop.example.com');
    await world.settle();
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
    expect(await world.condition('a.example.com')).toBe('False/Refused');
    const calls = world.calls().ChangeResourceRecordSets;
    await world.settle('dns:Z1', 60);
    expect(world.calls().ChangeResourceRecordSets).toBe(calls);
  });
});
