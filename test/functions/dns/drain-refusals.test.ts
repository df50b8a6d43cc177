import { describe, expect, it } from 'vitest';
import { invalidChangeBatch } from '#local/cloud/route53/refusal.ts';
import { answerRefusal } from '#local/cloud/route53/xml-out.ts';
import { configuration, openWorld, type World, zone } from './world.ts';
import { wishFor } from './world-sites.ts';

const heritage = (owner: string): string =>
  `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/shop/shop"`;
async function openRead(more: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const world = await openWorld(more);
  await world.write('first.example.com');
  await world.drain();
  world.clock.advance(1000);
  return world;
}

describe('refusals and lost answers', () => {
  const breakOnce = (when: (body: string) => boolean, how: 'before' | 'after') => {
    let broken = false;
    return (request: { readonly method: string; readonly body: string }) => {
      if (broken || request.method !== 'POST' || !when(request.body)) return undefined;
      broken = true;
      const noAnswer = { status: 0, headers: {}, body: '' };
      return how === 'before' ? noAnswer : { after: noAnswer };
    };
  };

  it.each(['before', 'after'] as const)('an answer lost %s the change is found out by reading', async (how) => {
    const world = await openRead({ faults: breakOnce(() => true, how) });
    const lists = world.calls().ListResourceRecordSets ?? 0;
    await world.drain();
    expect(world.records()).toEqual([`TXT a-first.example.com. ${heritage('demo')}`, 'A first.example.com. 192.0.2.1']);
    expect(world.calls().ListResourceRecordSets).toBeLessThanOrEqual(lists + 2);
    expect(world.calls().ChangeResourceRecordSets).toBe(how === 'after' ? 1 : 2);
    await world.settle('dns:Z1', 62);
    expect(await world.condition('first.example.com')).toBe('True/InSync');
  });

  it('many names in doubt cost the pages that they span', async () => {
    const world = await openRead({ faults: breakOnce(() => true, 'after') });
    for (let index = 0; index < 300; index += 1) await world.write(`n${index}.example.com`);
    const lists = world.calls().ListResourceRecordSets ?? 0;
    await world.drain();
    expect(world.records()).toHaveLength(2 * 301);
    expect(world.calls().ChangeResourceRecordSets).toBe(1);
    expect((world.calls().ListResourceRecordSets ?? 0) - lists).toBeLessThanOrEqual(4);
  });

  it('one bad name among many holds up nobody else and says why', async () => {
    const world = await openRead();
    const long = `${'a'.repeat(64)}.example.com`;
    for (let index = 0; index < 150; index += 1) await world.write(`n${index}.example.com`);
    await world.write('bad.example.com', { wish: wishFor({ ttlSeconds: 2 ** 32 }) });
    await world.write('worse.example.com', { wish: wishFor({ target: { kind: 'name', name: long } }) });
    await world.drain();
    expect(world.records()).toHaveLength(2 * 151);
    expect(await world.condition('bad.example.com')).toBe('False/Refused');
    expect(await world.condition('worse.example.com')).toBe('False/Refused');
    expect((await world.lane('worse.example.com'))?.conditions[0]?.message).toMatch(/not a valid CNAME/);
    expect(world.calls().ChangeResourceRecordSets).toBeLessThanOrEqual(6);
  });

  it('a name that is refused in words that do not name it is found in few calls', async () => {
    const refusal = answerRefusal(invalidChangeBatch(['FATAL problem: something is wrong']), 'one');
    const world = await openRead({ faults: ({ body }) => (body.includes('>n77.example.com.<') ? refusal : undefined) });
    for (let index = 0; index < 128; index += 1) await world.write(`n${index}.example.com`);
    await world.drain();
    expect(world.records()).toHaveLength(2 * 128);
    expect(await world.condition('n77.example.com')).toBe('False/Refused');
    expect(world.calls().ChangeResourceRecordSets).toBeLessThanOrEqual(1 + 2 * Math.log2(129));
    const calls = world.calls().ChangeResourceRecordSets;
    await world.settle();
    expect(world.calls().ChangeResourceRecordSets).toBe(calls);
  });

  it('throttling slows the lane down and loses nothing', async () => {
    const world = await openRead({ limits: { action: { capacity: 1, refillPerSecond: 0.2 } } });
    await world.write('second.example.com');
    await world.settle('dns:Z1', 40);
    expect(await world.condition('first.example.com')).toBe('True/InSync');
    expect(await world.condition('second.example.com')).toBe('True/InSync');
  });

  it('a zone that is gone is said on the site and tried again hourly', async () => {
    const world = await openWorld({
      configuration: { ...configuration, zones: [{ ...zone, id: 'Z404' }] },
    });
    await world.write('shop.example.com', { wish: wishFor({ zone: 'Z404' }) });
    await world.drain('dns:Z404');
    const [item] = await world.items('dns:Z404');
    expect((item?.dueMs ?? 0) - world.clock.now()).toBeGreaterThan(3_000_000);
  });
});
