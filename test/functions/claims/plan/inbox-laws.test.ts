import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastKey } from '../../../../shared/domain/keys.ts';
import type { ProjectedObject } from '../../../../shared/domain/objects.ts';
import { apply, applyAll, empty, keys, type Message, markerOf, objectOf, visible } from './rows-of-a-kind.ts';

/** The true history of a cluster: each step changes one key or speaks a whole walk in two ranges. */
const history = fc
  .array(
    fc.oneof(
      fc.record({
        step: fc.constant('set' as const),
        key: fc.constantFrom(...keys),
        variant: fc.integer({ min: 0, max: 2 }),
      }),
      fc.record({ step: fc.constant('delete' as const), key: fc.constantFrom(...keys) }),
      fc.record({ step: fc.constant('walk' as const), cut: fc.constantFrom(...keys) }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    const now = new Map<string, ProjectedObject>();
    const messages: Message[] = [];
    let counter = 0;
    const next = () => {
      counter += 1;
      return markerOf(counter);
    };
    const listed = (from: string, upTo: string) =>
      [...now.values()].filter(({ key }) => key >= from && key <= upTo).sort((a, b) => (a.key < b.key ? -1 : 1));
    const walk = (cut: string) => {
      const start = next();
      for (const [from, upTo] of [
        ['', cut],
        [cut, lastKey],
      ] as const) {
        messages.push({ marker: next(), start, from, upTo, objects: listed(from, upTo) });
      }
    };
    for (const step of steps) {
      if (step.step === 'walk') walk(step.cut);
      else {
        if (step.step === 'set') now.set(step.key, objectOf(step.key, step.variant));
        else now.delete(step.key);
        const object = now.get(step.key);
        messages.push({
          marker: next(),
          from: step.key,
          upTo: step.key,
          objects: object === undefined ? [] : [object],
        });
      }
    }
    const healing: Message[] = messages.splice(messages.length);
    const before = messages.length;
    walk('b/1');
    healing.push(...messages.splice(before));
    return { messages, healing, truth: Object.fromEntries([...now].sort()) };
  });

describe('the rows of one kind', () => {
  it('end the same in any order, with any repetition', () => {
    fc.assert(
      fc.property(
        history.chain((told) => {
          const all = [...told.messages, ...told.healing];
          const repeated = fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 });
          return fc.record({ told: fc.constant(told), order: repeated });
        }),
        ({ told, order }) => {
          expect(visible(applyAll(order))).toEqual(told.truth);
        },
      ),
    );
  });

  it('are healed by a later walk after any loss', () => {
    fc.assert(
      fc.property(
        history.chain((told) =>
          fc.record({
            told: fc.constant(told),
            left: fc.shuffledSubarray([...told.messages]),
            late: fc.shuffledSubarray([...told.messages]),
          }),
        ),
        ({ told, left, late }) => {
          expect(visible(applyAll([...left, ...told.healing, ...late]))).toEqual(told.truth);
        },
      ),
    );
  });

  it('change nothing when a message comes again', () => {
    fc.assert(
      fc.property(history, ({ messages, healing }) => {
        const once = applyAll([...messages, ...healing]);
        const twice = applyAll([...messages, ...healing, ...healing]);
        expect([...twice.rows.values()]).toEqual([...once.rows.values()]);
        expect(twice.floor).toEqual(once.floor);
      }),
    );
  });

  it('never let the floor fall, nor raise it by half a walk', () => {
    fc.assert(
      fc.property(
        history.chain(({ messages, healing }) => fc.shuffledSubarray([...messages, ...healing])),
        (order) => {
          const state = empty();
          let last = '';
          for (const message of order) {
            apply(state, message);
            const start = state.floor?.start ?? '';
            expect(start >= last).toBe(true);
            last = start;
          }
          const spoken = order.filter((message) => message.start === state.floor?.start && message.start !== undefined);
          expect(state.floor === undefined || new Set(spoken.map(({ from }) => from)).size === 2).toBe(true);
        },
      ),
    );
  });
});
