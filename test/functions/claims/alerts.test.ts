import { describe, expect, it } from 'vitest';
import { alertRows } from '../../../shared/rows/alert-rows.ts';
import { alertLines, looks, policy } from '../../support/alerts.ts';
import { guardedWorld, keyOf, minute, nameOf, numbers } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

const told = { ...testConfiguration(), alerts: policy };

describe('people are told', () => {
  it('that the guard stops releases, what would go and what to type, until it lets go', async () => {
    const world = await guardedWorld(12, told);
    await world.drop(numbers(0, 8));
    await world.settle();
    await world.pass(5 * minute);
    const lines = ['guard cluster:demo GuardTripped', 'guard edge:public GuardTripped'];
    expect(await alertLines(world.table)).toEqual(lines.map((line) => `open ${line}`));
    const [row] = (await world.table.query(alertRows)).map((entry) => entry.row);
    expect(row?.facts).toMatchObject({
      hosts: numbers(0, 8).map(nameOf),
      command: expect.stringMatching(/^npx firstlight approve cluster:demo --expect 8-[0-9a-f]{6}$/),
      message: expect.stringMatching(/^8 of the 12 names of cluster demo would be gone/),
    });
    // Not before it is worth a person's time.
    const [notice] = await world.notices();
    expect(await looks(world.table)).toContain((notice?.sinceMs ?? 0) + 10 * minute);
    // What is said of it changes: those who were told hear of that at once.
    await world.pass(10 * minute);
    await world.drop([8]);
    await world.settle();
    await world.pass(3 * minute);
    expect((await world.table.query(alertRows))[0]?.row.facts.hosts).toEqual(numbers(0, 9).map(nameOf));
    expect((await looks(world.table)).filter((dueMs) => dueMs > world.clock.now())).toEqual([]);
    await world.publish(numbers(0, 9));
    await world.pass(2 * minute);
    expect(await alertLines(world.table)).toEqual(lines.map((line) => `closed ${line}`));
  });

  it('the first names of many, and how many there are: the row stays small', async () => {
    const world = await guardedWorld(40, told);
    await world.drop(numbers(0, 30));
    await world.settle();
    await world.pass(5 * minute);
    const [row] = (await world.table.query(alertRows)).map((entry) => entry.row);
    expect(row?.facts).toMatchObject({ hosts: numbers(0, 30).map(nameOf).sort().slice(0, 10), hostCount: 30 });
  });

  it('that a name is refused, and that it is not any more', async () => {
    const world = await guardedWorld(1, told);
    await world.say('other/web', ingress('other/web', [nameOf(0)]));
    await world.settle();
    expect(await alertLines(world.table)).toEqual(['open host h0.example.com of Ingress/other/web HostTaken']);
    const [row] = (await world.table.query(alertRows)).map((entry) => entry.row);
    expect(row?.place).toEqual({ cluster: 'demo', namespace: 'other' });
    const closed = ['closed host h0.example.com of Ingress/other/web HostTaken'];
    await world.say('other/web', ingress('other/web', ['free.example.com']));
    await world.settle();
    expect(await alertLines(world.table)).toEqual(closed);
    await world.say('other/web', ingress('other/web', [nameOf(0)]));
    await world.settle();
    await world.say('other/web', undefined);
    await world.settle();
    expect(await alertLines(world.table)).toEqual(closed);
  });

  it('that a name is refused, in the transaction that says so', async () => {
    const written: (readonly string[])[] = [];
    const world = await guardedWorld(1, told, (table) => ({
      ...table,
      transact: async (actions) => {
        await table.transact(actions);
        written.push(actions.map(({ key }) => key.pk));
      },
    }));
    await world.say('other/web', ingress('other/web', [nameOf(0)]));
    await world.settle();
    await world.say('other/web', undefined);
    await world.settle();
    const ofAlerts = written.filter((keys) => keys.includes(alertRows.pk));
    expect(ofAlerts).toHaveLength(2);
    for (const keys of ofAlerts) expect(keys).toContain('obj#demo#networking.k8s.io/Ingress');
  });

  it('that more names are refused than one transaction holds', async () => {
    const world = await guardedWorld(1, told);
    const names = numbers(0, 150).map((at) => `${nameOf(at)}.nowhere.test`);
    await world.say('other/web', ingress('other/web', names));
    await world.settle();
    expect(await alertLines(world.table)).toHaveLength(150);
    await world.say('other/web', undefined);
    await world.settle();
    expect((await alertLines(world.table)).filter((line) => line.startsWith('open'))).toEqual([]);
  });

  it('that a name is in other hands', async () => {
    const world = await guardedWorld(4, told);
    await world.say('other/web', ingress('other/web', [nameOf(0)]));
    await world.settle();
    await world.drop([0]);
    await world.settle();
    await world.pass(5 * minute);
    expect((await world.sites()).find(({ host }) => host === nameOf(0))?.holder.key).toBe('other/web');
    expect(await alertLines(world.table)).toEqual([
      'closed host h0.example.com of Ingress/other/web HostTaken',
      'open host h0.example.com TakenOver',
    ]);
    const [, row] = (await world.table.query(alertRows)).map((entry) => entry.row);
    expect(row).toMatchObject({ event: true, place: { cluster: 'demo', namespace: 'other', edge: 'public' } });
    expect(row?.facts.message).toBe('Ingress/other/web has it now, which demo/shop had before');
  });

  it('nothing where nobody is to be told', async () => {
    const world = await guardedWorld(1);
    await world.say('other/web', ingress('other/web', [nameOf(0)]));
    await world.say(keyOf(0), undefined);
    await world.settle();
    expect(await alertLines(world.table)).toEqual([]);
  });
});
