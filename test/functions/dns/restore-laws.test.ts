import fc from 'fast-check';
import { expect, it } from 'vitest';
import { restorableTable } from '../../support/restorable-table.ts';
import { walked } from './walked.ts';
import { configuration, openWorld } from './world.ts';
import { wishFor } from './world-sites.ts';

const moveTo = (address: string) => ({ wish: wishFor({ target: { kind: 'addresses', addresses: [address] } }) });

it('whenever the table is lost or restored: no live name is ever without its record, and in the end all is as wished', async () => {
  const hosts = ['a.example.com', 'b.example.com', '*.example.com'] as const;
  const change = fc.record({ host: fc.constantFrom(...hosts), address: fc.constantFrom('192.0.2.1', '192.0.2.2') });
  const scene = fc.record({
    before: fc.array(change, { maxLength: 4 }),
    since: fc.array(change, { maxLength: 4 }),
    lost: fc.boolean(),
    drains: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ before, since, lost, drains }) => {
      const table = restorableTable();
      const world = await openWorld({ table });
      const wishes = new Map<string, string>();
      const apply = async (changes: typeof before): Promise<void> => {
        for (const each of changes) {
          wishes.set(each.host, each.address);
          await world.write(each.host, moveTo(each.address));
          for (let count = 0; count < drains; count += 1) await world.settle('dns:Z1', 1);
        }
      };
      await apply(before);
      const snapshot = table.snapshot();
      await apply(since);
      await world.settle('dns:Z1', 5);
      const [live, changes] = [world.records(), world.calls().ChangeResourceRecordSets];
      if (lost) await table.lose();
      else await table.restore(snapshot);
      await world.configure(configuration);
      await world.settle('dns:Z1', 15);
      expect(world.records()).toEqual(live);
      for (const [name, address] of wishes) await world.write(name, moveTo(address));
      await walked(world);
      for (let second = 0; second < 15; second += 1) {
        await world.settle('dns:Z1', 1);
        expect(world.records()).toEqual(live);
      }
      expect(world.calls().ChangeResourceRecordSets).toBe(changes);
      for (const name of wishes.keys()) expect(await world.condition(name)).toBe('True/InSync');
      table.close();
    }),
    { numRuns: 15 },
  );
});
