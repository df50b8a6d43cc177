import { describe, expect, it } from 'vitest';
import { busTo, Hub } from '../support/hub.ts';
import { listed } from '../support/listed.ts';
import { ingress, ingressKind, stage } from '../support/scene.ts';

describe('at the start', () => {
  it('walks all kinds at once, in one message when they are few', async () => {
    const { hub } = await listed('shop/a', 'shop/b');
    expect(hub.messages).toHaveLength(1);
    expect(hub.messages[0]?.walk?.start).toMatch(/-abcd-0000000001$/);
    expect(Object.keys(hub.believes(ingressKind))).toEqual(['shop/a', 'shop/b']);
  });

  it('tells the state of every kind', async () => {
    const { hub } = await listed();
    expect(hub.believes('firstlight.dev/Source')).toMatchObject({
      '/networking.k8s.io/Ingress': { state: 'listed' },
      '//Namespace': { state: 'listed' },
      '//Service': { state: 'off' },
    });
  });

  it('says nothing of the kinds as a whole before each has a state', async () => {
    const hub = new Hub();
    const { source, scheduler } = stage(busTo(hub).bus);
    source.told.listed(ingressKind, []);
    await scheduler.advance(60_000);
    expect(hub.messages.flatMap((message) => message.ranges.map((range) => range.kind))).not.toContain('Source');
  });

  it('finds what was deleted while nobody was there', async () => {
    const hub = new Hub();
    const first = stage(busTo(hub).bus);
    first.source.told.listed(ingressKind, [ingress('shop/a'), ingress('shop/b')]);
    await first.scheduler.advance(0);
    const second = stage(busTo(hub).bus, { epoch: '1990000000000-zzzz' });
    second.source.told.listed(ingressKind, [ingress('shop/b')]);
    await second.scheduler.advance(0);
    expect(Object.keys(hub.believes(ingressKind))).toEqual(['shop/b']);
  });
});

describe('changes', () => {
  it('collects a burst into one message and says the last state of each key', async () => {
    const { hub, sink, scheduler } = await listed('shop/a');
    for (let turn = 0; turn < 50; turn += 1) sink.upsert(ingress('shop/a', `h${turn}.example.com`));
    sink.upsert(ingress('shop/b'));
    await scheduler.advance(249);
    expect(hub.messages).toHaveLength(1);
    await scheduler.advance(1);
    expect(hub.messages).toHaveLength(2);
    expect(hub.believes(ingressKind)).toMatchObject({
      'shop/a': { rules: [{ host: 'h49.example.com' }] },
      'shop/b': {},
    });
  });

  it('says nothing when nothing changed', async () => {
    const { hub, sink, scheduler } = await listed('shop/a');
    sink.upsert(ingress('shop/a'));
    await scheduler.advance(10_000);
    expect(hub.messages).toHaveLength(1);
  });

  it('pauses a source that is too fast, and drops nothing', async () => {
    const hub = new Hub();
    const { source, scheduler } = stage(busTo(hub).bus, { capacity: 10 });
    source.told.listed(ingressKind, []);
    await scheduler.advance(0);
    for (let turn = 0; turn < 12; turn += 1) source.told.upsert(ingress(`shop/a${turn}`));
    expect(source.paused).toBe(true);
    await scheduler.advance(250);
    expect(source.paused).toBe(false);
    expect(Object.keys(hub.believes(ingressKind))).toHaveLength(12);
  });
});

describe('deletes', () => {
  it('are said after two seconds', async () => {
    const { hub, sink, scheduler } = await listed('shop/a');
    sink.remove(ingressKind, 'shop/a');
    await scheduler.advance(1_999);
    expect(hub.believes(ingressKind)).toHaveProperty(['shop/a']);
    await scheduler.advance(251);
    expect(hub.believes(ingressKind)).toEqual({});
    expect(hub.messages.at(-1)?.ranges).toEqual([
      { apiGroup: 'networking.k8s.io', kind: 'Ingress', from: 'shop/a', upTo: 'shop/a', objects: [] },
    ]);
  });

  it('become a change when the object is there again', async () => {
    const { hub, sink, scheduler } = await listed('shop/a');
    sink.remove(ingressKind, 'shop/a');
    await scheduler.advance(1_000);
    sink.upsert(ingress('shop/a', 'new.example.com'));
    await scheduler.advance(5_000);
    expect(hub.believes(ingressKind)).toMatchObject({ 'shop/a': { rules: [{ host: 'new.example.com' }] } });
    expect(
      hub.messages.every((message) =>
        message.ranges.every((range) => range.from !== range.upTo || range.objects.length === 1),
      ),
    ).toBe(true);
  });

  it('wait while the kind is not listed, whose objects stand still', async () => {
    const { hub, sink, scheduler } = await listed('shop/a', 'shop/b');
    sink.remove(ingressKind, 'shop/a');
    sink.notListed(ingressKind, 'forbidden', 'may not list');
    await scheduler.advance(10_000_000);
    expect(Object.keys(hub.believes(ingressKind))).toEqual(['shop/a', 'shop/b']);
    expect(hub.believes('firstlight.dev/Source')).toMatchObject({
      '/networking.k8s.io/Ingress': { state: 'forbidden', message: 'may not list' },
    });
    sink.listed(ingressKind, [ingress('shop/b')]);
    await scheduler.advance(3_000);
    expect(Object.keys(hub.believes(ingressKind))).toEqual(['shop/b']);
  });

  it('wait while absence is not known, and changes do not', async () => {
    const { hub, sink, scheduler } = await listed('shop/a');
    sink.absenceKnown(false);
    sink.remove(ingressKind, 'shop/a');
    sink.upsert(ingress('shop/b'));
    await scheduler.advance(8_000_000);
    expect(Object.keys(hub.believes(ingressKind))).toEqual(['shop/a', 'shop/b']);
    const walked = hub.messages.slice(1).filter((message) => message.walk !== undefined);
    expect(walked.flatMap((message) => message.ranges.map((range) => range.kind))).not.toContain('Ingress');
    sink.absenceKnown(true);
    await scheduler.advance(250);
    expect(Object.keys(hub.believes(ingressKind))).toEqual(['shop/b']);
  });
});
