import { zoneItem } from '#shared/rows/claims-keys.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import { registeredLanes } from '#shared/runtime/lanes.ts';
import { parkedRows } from '#shared/runtime/parked-row.ts';
import { dueUpTo, enqueue, itemPartition, itemPartitions } from '#shared/runtime/work-item.ts';
import { configurationOf, subzoneDelegation, zoneIds } from './installation.ts';
import { createJudge, type Judge } from './invariants/judge.ts';
import type { Violation } from './invariants/violation.ts';
import { applyOperation } from './workload/apply.ts';
import type { Scenario } from './workload/generate.ts';
import { classManifests } from './workload/manifests.ts';
import type { Operation } from './workload/operations.ts';
import { createWorld, type World } from './world/world.ts';

/** What became of one story. */
export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly hash: string;
  readonly steps: number;
  readonly virtualMs: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly operations: number;
  readonly lines: readonly string[];
}

/** Once faults have stopped everything must be settled within this: a walk and a try of the hour, a guard's window, and some. */
const calmLimitMs = 4 * 3_600_000;
/** What the surroundings forbade is tried again within this. */
const triedAgainMs = 65 * 60_000;
const lookEveryMs = 10 * 60_000;
const sliceMs = 60_000;

/** Plays a story to its end, or to its first violation. */
export async function runScenario(scenario: Scenario, { wholeTrace = false } = {}): Promise<Outcome> {
  const { seed, setting, faults } = scenario;
  const world = createWorld({
    seed,
    faults,
    wholeTrace,
    configuration: configurationOf(setting),
    zones: configurationOf({ ...setting, hasSubzone: true }).zones,
    watched: setting.watched,
  });
  world.zones.edit(zoneIds.public, 'administrator', [{ action: 'CREATE', set: subzoneDelegation }]);
  const judge = createJudge(world);
  const errors: unknown[] = [];
  for (const cluster of world.clusters.values()) {
    for (const [index, text] of classManifests.entries()) cluster.write(`classes-${index}.yaml`, text);
    cluster.begin();
  }
  const underWay = new Set<Operation>();
  for (const { atMs, operation } of scenario.operations) {
    world.engine.scheduler.after(atMs, () => {
      underWay.add(operation);
      void applyOperation(world, operation)
        .catch((error) => errors.push(error))
        .finally(() => underWay.delete(operation));
    });
  }
  const isWritten = () => ![...underWay].some(({ what }) => writesOn.has(what));
  await play(world, judge, scenario.calmAtMs);
  if (judge.violations.length === 0) await calmDown(world, judge, isWritten);
  if (errors.length > 0) throw new AggregateError(errors, `seed ${seed}: the simulation itself failed`);
  const { engine } = world;
  await world.close();
  return {
    ...{ seed, violations: judge.violations, hash: engine.trace.hash, steps: engine.steps, lines: engine.trace.lines },
    virtualMs: engine.scheduler.monotonic(),
    faults: Object.fromEntries(engine.faults.counts),
    operations: scenario.operations.length,
  };
}

async function liftHolds({ desk }: World): Promise<void> {
  const { holds } = await desk.sites();
  for (const { scope } of holds) await desk.resume('oncall', { scope });
}

/** The daily comparison of each zone comes early: what was changed by hand is found by nothing else. */
async function scanZones({ store, configuration, engine, functions }: World): Promise<void> {
  const dueMs = engine.scheduler.now();
  for (const { id } of configuration.zones) {
    const item = { lane: dnsLane(id), key: zoneItem(id), row: 'simulation', generation: 0, dueMs };
    await store.truth.transact([enqueue(item)]);
    await functions.doorbell.ring(item.lane);
  }
}

/** Something is put aside for an hour, or asked after again and again: after a restore until the next walk is complete. */
async function isAnythingAwaited({ store, engine }: World): Promise<boolean> {
  const lanes = (await store.truth.query(registeredLanes)).map(({ row }) => row.lane);
  const parked = await Promise.all(lanes.map((lane) => store.truth.query(parkedRows(lane))));
  const soon = { to: dueUpTo(engine.scheduler.now() + sliceMs) };
  const items = lanes.flatMap((lane) =>
    Array.from({ length: itemPartitions }, (_, part) => store.truth.query(itemPartition(lane, part), soon)),
  );
  return parked.flat().some(({ row }) => row.until === 'hourly') || (await Promise.all(items)).flat().length > 0;
}

async function play(world: World, judge: Judge, forMs: number): Promise<void> {
  const { scheduler } = world.engine;
  const endMs = scheduler.monotonic() + forMs;
  while (scheduler.monotonic() < endMs && judge.violations.length === 0) {
    await scheduler.advance(Math.min(sliceMs, endMs - scheduler.monotonic()));
  }
}

/** Operations that go on writing files for minutes; what else lasts is ended with the faults. */
const writesOn: ReadonlySet<Operation['what']> = new Set(['flap', 'move', 'break']);

/** Faults end, every cluster is followed again, files are written; then all must come to rest, and stay. */
async function calmDown(world: World, judge: Judge, isWritten: () => boolean): Promise<void> {
  const { engine, clusters, poison, store } = world;
  // What is said while the table is away, or before somebody has deployed to a new one, is not in that.
  const isBare = async () => store.isAway || (await readConfiguration(store.truth)) === undefined;
  while ((await isBare()) && judge.violations.length === 0) await play(world, judge, sliceMs);
  engine.trace.note('story', 'faults end');
  engine.faults.end();
  poison.clear();
  world.outside.mend();
  for (const cluster of clusters.values()) cluster.begin();
  await liftHolds(world);
  await scanZones(world);
  const calmMs = engine.scheduler.monotonic();
  for (;;) {
    await play(world, judge, lookEveryMs);
    if (judge.violations.length > 0) return;
    const open = await judge.unsettled();
    const forMs = engine.scheduler.monotonic() - calmMs;
    const isTried = forMs >= triedAgainMs || !(await isAnythingAwaited(world));
    if (open.length === 0 && isWritten() && isTried) break;
    if (forMs >= calmLimitMs) return judge.convict(open);
  }
  await judge.lookOnceMore((ms) => play(world, judge, ms));
}
