import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forgetRecordWish } from '#shared/rows/record-wishes.ts';
import { historyRows } from '#shared/rows/safety-rows.ts';
import { faultOf, routeFault } from './route53-fault.ts';
import { stateOf, wish, wishOf, wishRow } from './wished.ts';
import { openWorld, type World } from './world.ts';

const names = ['_1.example.com', '_2.example.com', '_3.a.example.com'] as const;
const values = ['_a.acm-validations.aws', '_b.acm-validations.aws'] as const;
const owners = ['certificate:1', 'certificate:2'].map((key) => ({ lane: 'certificates:1/eu', key }));
const step = fc.record({
  name: fc.constantFrom(...names),
  value: fc.constantFrom(values[0], values[0], values[1]),
  owner: fc.constantFrom(...owners),
  what: fc.constantFrom('wish', 'wish', 'wish', 'forget', 'site'),
  drains: fc.nat(2),
});

async function toldByHistory(world: World): Promise<readonly string[]> {
  const day = new Date(world.clock.now()).toISOString().slice(0, 10);
  const rows = (await world.table.query(historyRows(day))).map(({ row }) => row);
  return rows.flatMap(({ after = '' }) => (after.startsWith('CNAME') ? [after.replace(' →', '.')] : []));
}

it('whatever is lost, delayed or repeated: each wish stands or says why not, and nothing that stood is gone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 8 }),
      fc.array(routeFault, { maxLength: 10 }),
      async (steps, faults) => {
        const ahead = [...faults];
        const world = await openWorld({ faults: () => faultOf(ahead.shift()) });
        for (const { what, drains, ...more } of steps) {
          if (what === 'wish') await wish(world, more);
          else if (what === 'forget') await world.table.transact([forgetRecordWish(wishOf(more))]);
          else await world.write('shop.example.com');
          for (let count = 0; count < drains; count += 1) {
            await world.drain();
            world.clock.advance(700);
          }
        }
        for (let count = 0; count < 40; count += 1) {
          await world.drain();
          world.clock.advance(120_000);
        }
        const standing = world.records().filter((text) => text.startsWith('CNAME'));
        for (const name of names) {
          const rows = await Promise.all(owners.map((owner) => wishRow(world, { name, owner })));
          const states = await Promise.all(owners.map((owner) => stateOf(world, { name, owner })));
          for (const [index, row] of rows.entries()) {
            if (row === undefined) continue;
            const isThere = standing.includes(`CNAME ${name}. ${row.wish.value}`);
            expect(states[index]).toBe(isThere ? 'standing' : 'hindered/NameTaken');
          }
          // What a forgotten wish left is nobody's, and stays.
          if (rows.some((row) => row !== undefined)) expect(standing.some((text) => text.includes(name))).toBe(true);
        }
        const told = await toldByHistory(world);
        // With a wish goes the doubt about what was sent for it.
        const forgotten = steps.flatMap(({ what, name }) => (what === 'forget' ? [name] : []));
        const known = standing.filter((text) => !forgotten.some((name) => text.includes(name)));
        expect(known.filter((text) => !told.includes(text))).toEqual([]);
        world.table.close();
      },
    ),
    { numRuns: 25 },
  );
});
