import { plans } from '#local/cloud/uptimerobot/plans.ts';
import { monitorsWorld } from '../functions/monitors/world.ts';
import { within } from './scene.ts';

/** A Free account filled from nothing, an hour in which nothing changes, and a day in which nobody answers. */
export async function monitors(): Promise<Readonly<Record<string, number>>> {
  return { ...(await fromNothing(50)), ...(await inSync(500)), ...(await away(50)) };
}

/** Each monitor takes a call, and the account says how many there may be in a minute (uptimerobot.com/api/v3, "Rate limits"). */
async function fromNothing(count: number) {
  const refused = { calls: 0 };
  const plan = plans.free;
  const onRequest = ({ response }: { readonly response: { readonly status: number } }): void => {
    if (response.status === 429) refused.calls += 1;
  };
  const world = await monitorsWorld({ account: { plan, onRequest } });
  const seconds = await publish(world, count);
  const calls = total(world);
  world.table.close();
  // The first minute's calls are made at once.
  const leastSeconds = 60 * (Math.ceil(count / plan.callsPerMinute) - 1);
  return {
    freeMonitors: count,
    freeCalls: within('monitors freeCalls', calls, 1.2 * count),
    freeLeastCalls: count,
    freeRefusedCalls: within('monitors freeRefusedCalls', refused.calls, 0),
    freeSeconds: within('monitors freeSeconds', seconds, 1.5 * leastSeconds),
    freeLeastSeconds: leastSeconds,
  };
}

/** A look each minute, of 200 monitors a call. */
async function inSync(count: number) {
  const world = await monitorsWorld({ account: { plan: plans.enterprise } });
  await publish(world, count);
  world.check({ status: 200, body: '' });
  await world.settle(120_000);
  const before = total(world);
  await world.settle(3_600_000);
  const calls = total(world) - before;
  world.table.close();
  const leastCalls = 60 * Math.ceil(count / 200);
  return {
    syncMonitors: count,
    syncCallsInTheHour: within('monitors syncCallsInTheHour', calls, leastCalls + 5),
    syncLeastCallsInTheHour: leastCalls,
  };
}

/** Whatever changes meanwhile. */
async function away(count: number) {
  let calls = 0;
  const way: NonNullable<NonNullable<Parameters<typeof monitorsWorld>[0]>['way']> = {};
  const world = await monitorsWorld({ way });
  await publish(world, count);
  way.handle = () => () => {
    calls += 1;
    return { status: 503, headers: {}, body: '' };
  };
  for (let ring = 0; ring < 288; ring += 1) {
    await world.write(nameOf(ring % count));
    await world.settle(300_000);
  }
  world.table.close();
  return { awayRings: 288, awayCallsInTheDay: within('monitors awayCallsInTheDay', calls, 152) };
}

type World = Awaited<ReturnType<typeof monitorsWorld>>;

const nameOf = (index: number): string => `h${index}.example.com`;

/** Writes the sites, and returns the virtual seconds until each of them has its monitor. */
async function publish(world: World, count: number): Promise<number> {
  const beganMs = world.clock.now();
  for (let index = 0; index < count; index += 1) await world.write(nameOf(index));
  for (;;) {
    const seconds = (world.clock.now() - beganMs) / 1_000;
    if (world.account.monitors().length === count) return seconds;
    if (seconds > 3_600) throw new Error(`only ${world.account.monitors().length} of ${count} monitors after an hour`);
    await world.settle(1_000);
  }
}

const total = ({ account }: World): number => Object.values(account.calls()).reduce((sum, count) => sum + count, 0);
