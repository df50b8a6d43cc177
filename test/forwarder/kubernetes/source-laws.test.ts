import fc from 'fast-check';
import { expect, it } from 'vitest';
import { project } from '../../../forwarder/project.ts';
import { definition, faultsOf, follow, ingresses, ingressKind, route, routeKind, routes } from './follow.ts';

const step = fc.record({
  act: fc.constantFrom('write', 'write', 'write', 'remove', 'remove', 'wait', 'restart', 'compact', 'pause', 'forbid'),
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  host: fc.constantFrom('x.example.com', 'y.example.com'),
  ms: fc.constantFrom(1, 500, 5_000, 160_000),
});
const faults = fc.array(fc.constantFrom('none', 'none', 'none', 'lost', 'error', 'busy', 'cut', 'end', 'hang'), {
  maxLength: 40,
});

it('knows in the end what there is, whatever ends, breaks, hangs, is forgotten, paused or forbidden for a while', async () => {
  const law = fc.asyncProperty(
    fc.array(step, { maxLength: 30 }),
    faults,
    fc.boolean(),
    fc.nat(),
    async (steps, fate, streams, seed) => {
      const { fault, end } = faultsOf(fate);
      const { scheduler, api, source, listener, begin, write, remove } = follow({ fault, streams, seed });
      await begin();
      for (const { act, name, host, ms } of steps) {
        if (act === 'write') write(name, host);
        else if (act === 'remove') remove(name);
        else if (act === 'restart') api.restart();
        else if (act === 'compact') api.history.compact();
        else if (act === 'pause') source.pause();
        else if (act === 'forbid') api.forbidden.add(`watch ${ingresses}`);
        await scheduler.advance(ms);
      }
      end();
      api.forbidden.clear();
      source.resume();
      await scheduler.advance(600_000);
      const expected = [...api.history.at(ingresses).values()].map((raw) => {
        const projection = project(raw);
        return projection.result === 'object' ? projection.object : undefined;
      });
      expect([...listener.objects.values()]).toEqual(expect.arrayContaining(expected));
      expect(listener.objects.size).toBe(expected.length);
      expect(listener.states.get(ingressKind.id)).toBe('listed');
      await source.stop();
    },
  );
  await fc.assert(law, { numRuns: 150 });
});

const fate = fc.constantFrom('undefine', 'undefine', 'remove', 'remove', 'write', 'write', 'write', 'define', 'wait');
const customStep = fc.record({ act: fate, name: fc.constantFrom('a', 'b', 'c'), ms: fc.constantFrom(1, 500, 40_000) });

it('never says that an object of a custom kind is gone while the kind is not defined', async () => {
  const law = fc.asyncProperty(fc.array(customStep, { maxLength: 30 }), faults, fc.nat(), async (steps, fate, seed) => {
    const { fault, end } = faultsOf(fate);
    const { scheduler, api, source, listener, begin, define } = follow({ fault, seed, kinds: [routeKind] });
    let wrong = 0;
    listener.onRemove = () => {
      if (api.absent.has(routes)) wrong += 1;
    };
    let lives = 0;
    const setDefined = (defined: boolean): void => {
      if (defined === !api.absent.has(routes)) return;
      if (!defined) {
        define(definition(String(lives), { deleted: true }));
        for (const key of api.history.at(routes).keys()) api.write(routes, key, undefined);
        api.absent.add(routes);
        define(undefined);
      } else {
        lives += 1;
        api.absent.delete(routes);
        define(definition(String(lives)));
      }
    };
    api.absent.add(routes);
    setDefined(true);
    await begin();
    for (const { act, name, ms } of steps) {
      const isDefined = !api.absent.has(routes);
      if (act === 'write' && isDefined) api.write(routes, `shop/${name}`, route(name));
      else if (act === 'remove' && isDefined) api.write(routes, `shop/${name}`, undefined);
      else if (act === 'define' || act === 'undefine') setDefined(act === 'define');
      await scheduler.advance(ms);
    }
    expect(wrong).toBe(0);
    end();
    setDefined(true);
    await scheduler.advance(600_000);
    expect(listener.names(routeKind.id)).toEqual(
      [...api.history.at(routes).keys()].map((key) => key.slice('shop/'.length)),
    );
    await source.stop();
  });
  await fc.assert(law, { numRuns: 150 });
});
