import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChannel } from '../../../../functions/alerts/plan/plan.ts';
import type { Alert } from '../../../../shared/domain/alert.ts';
import { channelWorld } from './channel-world.ts';
import { monitorOf } from './samples.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const step = fc.oneof(
  fc.record({ what: fc.constantFrom('open', 'close'), at: fc.nat(names.length - 1), edge: fc.constantFrom('x', 'y') }),
  fc.record({ what: fc.constant('wait'), at: fc.constantFrom(100, 5_000, 61_000, 700_000), edge: fc.constant('') }),
  fc.record({ what: fc.constant('often'), at: fc.nat(names.length - 1), edge: fc.constant('') }),
  fc.record({ what: fc.constant('settle'), at: fc.constant(0), edge: fc.constant('') }),
);
const channel = fc.record({ keeps: fc.boolean(), digestFrom: fc.integer({ min: 2, max: 4 }) });

type World = ReturnType<typeof channelWorld>;

function play(world: World, steps: readonly { readonly what: string; readonly at: number }[]): void {
  for (const { what, at } of steps) {
    const alert = monitorOf(names[at] ?? '', { place: { edge: at % 2 === 0 ? 'x' : 'y' } });
    if (what === 'open') world.open(alert, at % 3 === 0 ? 2_000 : 0);
    if (what === 'close') world.close(alert);
    if (what === 'often') comeAndGo(world, alert);
    if (what === 'wait') world.nowMs += at;
    if (what === 'settle') world.settle();
  }
}

function comeAndGo(world: World, alert: Alert): void {
  for (let times = 0; times < 4; times += 1) {
    world.close(alert);
    world.nowMs += 1_000;
    world.open(alert);
    world.nowMs += 1_000;
  }
}

describe('the plan of a channel', () => {
  it('converges, and then tells nothing twice', () => {
    fc.assert(
      fc.property(channel, fc.array(step, { maxLength: 40 }), (options, steps) => {
        const world = channelWorld(options);
        play(world, steps);
        world.settle();
        expect(planChannel(world.state()).changes).toEqual([]);
      }),
    );
  });

  it('never says UP of what was not said to be DOWN, and ends with what is so', () => {
    fc.assert(
      fc.property(channel, fc.array(step, { maxLength: 40 }), (options, steps) => {
        const world = channelWorld(options);
        const began = new Set<string>();
        for (const one of steps) {
          const before = new Set(world.lines.map(({ ts }) => ts));
          play(world, [one]);
          for (const { text, ts } of world.lines.filter((line) => !before.has(line.ts))) {
            for (const [, name = ''] of text.matchAll(/DOWN(?: again and again)?: (\w)/g)) began.add(name);
            for (const [, name = ''] of text.matchAll(/UP: (\w)/g)) expect([ts, began.has(name)]).toEqual([ts, true]);
          }
        }
        // Long enough for all to be quiet: whoever reads the channel from its beginning knows what is down.
        world.nowMs += 3_600_000;
        world.settle();
        const said = new Map<string, string>();
        for (const { text } of world.lines) {
          for (const [, word = '', name = ''] of text.matchAll(/Monitor is (UP|DOWN): (\w)/g)) said.set(name, word);
        }
        for (const one of world.alerts.values()) {
          const isDown = one.episodes.at(-1)?.closedMs === undefined;
          if (isDown) expect([one.subject, said.get(one.subject)]).toEqual([one.subject, 'DOWN']);
          else expect(said.get(one.subject) ?? 'UP').toBe('UP');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order of its input', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const world = channelWorld();
        play(world, steps);
        const state = world.state();
        const other = {
          ...state,
          alerts: new Map([...state.alerts].reverse()),
          messages: state.messages.toReversed(),
        };
        expect(new Set(planChannel(other).changes.map((one) => JSON.stringify(one)))).toEqual(
          new Set(planChannel(state).changes.map((one) => JSON.stringify(one))),
        );
      }),
    );
  });
});
