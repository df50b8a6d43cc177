import { describe, expect, it } from 'vitest';
import { busTo, Hub } from '../support/hub.ts';
import { listed } from '../support/listed.ts';
import { ingress, ingressKind, stage } from '../support/scene.ts';

describe('the hourly walk', () => {
  it('heals what was lost', async () => {
    const { hub, sink, scheduler } = await listed('shop/a');
    const lossy = stage({ put: async (entries) => entries.map(() => ({ ok: true })) }, { epoch: '1990000000000-zzzz' });
    lossy.source.told.listed(ingressKind, []);
    sink.upsert(ingress('shop/b'));
    await scheduler.advance(3_600_000);
    expect(hub.messages.length).toBeGreaterThan(2);
    expect(Object.keys(hub.believes(ingressKind))).toEqual(['shop/a', 'shop/b']);
  });

  it('is a few messages when there is little', async () => {
    const { hub, scheduler } = await listed('shop/a');
    await scheduler.advance(3_600_000);
    expect(hub.messages.length).toBeLessThanOrEqual(3);
  });
});

describe('stopping', () => {
  it('says what is known first', async () => {
    const { hub, sink, forwarder, scheduler } = await listed();
    sink.upsert(ingress('shop/a'));
    const stopped = forwarder.stop();
    await scheduler.advance(0);
    await stopped;
    expect(hub.believes(ingressKind)).toHaveProperty(['shop/a']);
    expect(scheduler.scheduled).toBe(0);
  });

  it('does not wait for a bus that is away longer than it was told', async () => {
    const { bus } = busTo(new Hub(), () => 'fail');
    const { source, forwarder, scheduler } = stage(bus);
    source.told.listed(ingressKind, [ingress('shop/a')]);
    const stopped = forwarder.stop(5_000);
    await scheduler.advance(5_000);
    await stopped;
    expect(scheduler.scheduled).toBe(0);
  });

  it('flushes what waits, deletes too', async () => {
    const { hub, sink, forwarder, scheduler } = await listed('shop/a');
    sink.remove(ingressKind, 'shop/a');
    sink.upsert(ingress('shop/b'));
    const flushed = forwarder.flush();
    await scheduler.advance(3_000);
    await flushed;
    expect(Object.keys(hub.believes(ingressKind))).toEqual(['shop/b']);
    expect(forwarder.idle()).toBe(true);
  });
});
