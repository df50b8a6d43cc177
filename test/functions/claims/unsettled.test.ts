import { expect, it } from 'vitest';
import { RetryableError } from '../../../shared/errors/kinds.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { guardedWorld, minute, nameOf, numbers, second } from './safety-world.ts';
import { ingress } from './samples.ts';

const name = nameOf(0);
const heir = 'shop/heir';

/** Ten names, and a table in which others keep meeting on the claim of the heir of one of them. */
async function disturbedWorld() {
  const others = { meet: false };
  const wrap = (table: Table): Table => ({
    ...table,
    async transact(actions) {
      const isHeir = actions.some(({ action, key }) => action === 'put' && /^claim#.*shop\/heir/.test(key.sk));
      if (others.meet && isHeir) throw new RetryableError('others met on a row');
      await table.transact(actions);
    },
  });
  const world = await guardedWorld(10, undefined, wrap);
  for (const index of numbers(0, 10)) await world.keepZone(nameOf(index));
  await world.drop([0]);
  await world.settle();
  return { ...world, others };
}

it('a name does not go in the drain that could not settle who else wants it', async () => {
  const world = await disturbedWorld();
  world.clock.advance(2 * minute);
  world.others.meet = true;
  await world.say(heir, ingress(heir, [name]));
  await world.settle();
  expect((await world.site(name))?.state).toBe('live');
});

it('a name waits while an object of its cluster waits for another try, and goes over to it after that', async () => {
  const world = await disturbedWorld();
  world.clock.advance(minute);
  world.others.meet = true;
  await world.say(heir, ingress(heir, [name]));
  await world.pass(70 * second, second);
  expect((await world.site(name))?.state).toBe('live');
  world.others.meet = false;
  await world.pass(10 * minute);
  const site = await world.site(name);
  expect([site?.state, site?.holder.key, site?.release]).toEqual(['live', heir, undefined]);
});

it('what could not be settled keeps nothing for longer than it lasts', async () => {
  const world = await disturbedWorld();
  world.others.meet = true;
  await world.say(heir, ingress(heir, ['other.example.com']));
  await world.pass(5 * minute, 10 * second);
  expect((await world.site(name))?.state).toBe('live');
  world.others.meet = false;
  await world.pass(10 * minute);
  expect((await world.site(name))?.state).toBe('dying');
});

it('a name stays when another object asks for it while the drain lets others go', async () => {
  let atFirst: (() => Promise<void>) | undefined;
  const wrap = (table: Table): Table => ({
    ...table,
    async transact(actions) {
      await table.transact(actions);
      const run = actions.some(({ action, key }) => action === 'put' && key.pk.startsWith('gone#')) && atFirst;
      if (run) {
        atFirst = undefined;
        await run();
      }
    },
  });
  const world = await guardedWorld(10, undefined, wrap);
  await world.drop([0, 1, 2]);
  await world.settle();
  const dropped = [0, 1, 2].map(nameOf);
  let asked: readonly string[] = [];
  atFirst = async () => {
    world.clock.advance(6 * second);
    asked = (await world.hosts()).filter((host) => dropped.includes(host));
    await world.say(heir, ingress(heir, asked));
  };
  await world.pass(4 * minute);
  expect(asked).toHaveLength(2);
  expect((await world.sites()).filter(({ holder }) => holder.key === heir).map(({ host }) => host)).toEqual(asked);
  expect((await world.gone()).filter(({ handedOver }) => !handedOver)).toHaveLength(1);
});
