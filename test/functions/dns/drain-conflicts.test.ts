import { expect, it } from 'vitest';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { Action, Table } from '#shared/runtime/table.ts';
import { dnsCapability } from '../../../functions/dns/handler.ts';
import { runDrain } from '../../support/run-drain.ts';
import { openWorld, type World } from './world.ts';

const hosts = Array.from({ length: 20 }, (_, index) => `h${index}.example.com`);

/** A table whose transactions meet another one as often as `meets` says. */
const meeting = (table: Table, meets: (actions: readonly Action[]) => boolean): Table => ({
  ...table,
  async transact(actions) {
    if (meets(actions)) throw new RetryableError('another transaction was on the same rows');
    return table.transact(actions);
  },
});

async function openWritten(): Promise<World> {
  const world = await openWorld();
  await world.settle();
  for (const host of hosts) await world.write(host);
  return world;
}

async function drainFor(world: World, table: Table, seconds: number): Promise<readonly (string | undefined)[]> {
  const capability = dnsCapability(() => world.zones);
  for (let second = 0; second < seconds; second += 1) {
    await runDrain({ capability, lane: 'dns:Z1', table, clock: world.clock });
    world.clock.advance(1000);
  }
  return Promise.all(hosts.map((host) => world.condition(host)));
}

const recordsChange = (actions: readonly Action[]): boolean =>
  actions.some((action) => action.action === 'put' && 'pendingChange' in action.row);

it('a transaction that meets another one twice forgets nothing of what was accepted', async () => {
  const world = await openWritten();
  let left = 2;
  const table = meeting(world.table, (actions) => recordsChange(actions) && left-- > 0);
  const conditions = await drainFor(world, table, 4);
  expect(new Set(conditions)).toEqual(new Set(['True/InSync']));
  expect(world.calls()).toMatchObject({ ChangeResourceRecordSets: 1 });
});

it('a name whose rows keep meeting other transactions holds up no other one', async () => {
  const world = await openWritten();
  const isOfFirst = ({ key }: Action): boolean => key.pk === 'site#h0.example.com#public';
  const conditions = await drainFor(
    world,
    meeting(world.table, (actions) => actions.some(isOfFirst)),
    4,
  );
  expect(conditions.filter((text) => text === 'True/InSync')).toHaveLength(hosts.length - 1);
});
