import fc from 'fast-check';
import { expect, it } from 'vitest';
import { busTo, Hub } from '../support/hub.ts';
import { ingress, ingressKind, namespaceKind, type Stage, stage } from '../support/scene.ts';

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
