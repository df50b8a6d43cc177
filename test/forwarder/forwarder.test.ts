import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busTo, Hub } from './support/hub.ts';
import { ingress, ingressKind, namespace, namespaceKind, type Stage, stage } from './support/scene.ts';

/** A listed cluster with a hub that believes all of it. */
async function listed(...keys: string[]) {
  const hub = new Hub();
  const { bus, puts } = busTo(hub);
  const scene = stage(bus);
  scene.source.told.listed(
    ingressKind,
    keys.map((key) => ingress(key)),
  );
  scene.source.told.listed(namespaceKind, [namespace('shop')]);
  await scene.scheduler.advance(0);
  return { ...scene, hub, puts, sink: scene.source.told };
}

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

type Step = { act: 'set' | 'remove' | 'relist' | 'wait' | 'forbid' | 'blind'; key: string; host: string; ms: number };
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('set', 'set', 'set', 'remove', 'remove', 'relist', 'wait', 'wait', 'forbid', 'blind'),
  key: fc.constantFrom('a/a', 'a/b', 'b/a', 'b/é', 'b/\u{1F600}'),
  host: fc.constantFrom('x.example.com', 'y.example.com', 'z.example.com'),
  ms: fc.constantFrom(1, 100, 300, 2_100, 40_000),
});

async function play(steps: readonly Step[], { source, scheduler }: Stage): Promise<Map<string, string>> {
  const truth = new Map<string, string>();
  const list = () =>
    source.told.listed(
      ingressKind,
      [...truth].map(([key, host]) => ingress(key, host)),
    );
  let allowed = true;
  list();
  source.told.listed(namespaceKind, []);
  for (const { act, key, host, ms } of steps) {
    if (act === 'set') truth.set(key, host);
    if (act === 'remove') truth.delete(key);
    if (act === 'set' && allowed) source.told.upsert(ingress(key, host));
    if (act === 'remove' && allowed) source.told.remove(ingressKind, key);
    if (act === 'forbid') source.told.notListed(ingressKind, 'forbidden', 'no');
    if (act === 'forbid') allowed = false;
    if (act === 'relist') list();
    if (act === 'relist') allowed = true;
    if (act === 'blind') source.told.absenceKnown(host === 'x.example.com');
    if (act === 'wait') await scheduler.advance(ms);
  }
  source.told.absenceKnown(true);
  list();
  return truth;
}

it('lets the hub believe the truth in the end, whatever changes, fails, is lost or sent twice', async () => {
  const fates = fc.array(fc.constantFrom('take', 'lose', 'fail', 'reject', 'lost-answer'), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fates, fc.nat(), async (steps, fate, seed) => {
      const hub = new Hub();
      const left = [...fate];
      const scene = stage(busTo(hub, () => left.pop() ?? 'take').bus, { seed });
      const truth = await play(steps, scene);
      await scene.scheduler.advance(60_000);
      left.length = 0;
      await scene.scheduler.advance(3 * 3_600_000);
      const believed = Object.entries(hub.believes(ingressKind)).map(([key, object]) => [
        key,
        ingress(key, truth.get(key)),
        object,
      ]);
      expect(believed.map(([key]) => key).toSorted()).toEqual([...truth.keys()].toSorted());
      for (const [, expected, object] of believed) expect(object).toEqual(expected);
      const said = new Set(hub.messages.map((message) => message.marker));
      expect(new Set(hub.messages.map((message) => JSON.stringify(message))).size).toBe(said.size);
    }),
    { numRuns: 60 },
  );
});

it('says the last content of each key without any walk, when nothing is lost', async () => {
  const fates = fc.array(fc.constantFrom('take', 'fail', 'reject', 'lost-answer'), { maxLength: 60 });
  const calm = step.filter(({ act }) => act === 'set' || act === 'remove' || act === 'wait');
  await fc.assert(
    fc.asyncProperty(fc.array(calm, { maxLength: 40 }), fates, fc.nat(), async (steps, fate, seed) => {
      const hub = new Hub();
      const left = [...fate];
      const scene = stage(busTo(hub, () => left.pop() ?? 'take').bus, { seed });
      const truth = await play(steps, scene);
      await scene.scheduler.advance(1_200_000);
      expect(Object.keys(hub.believes(ingressKind)).toSorted()).toEqual([...truth.keys()].toSorted());
      for (const [key, host] of truth) expect(hub.believes(ingressKind)[key]).toEqual(ingress(key, host));
      expect(scene.forwarder.idle()).toBe(true);
    }),
    { numRuns: 60 },
  );
});
