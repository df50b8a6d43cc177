import { sweep } from '#shared/runtime/sweep.ts';
import { countedTable, type Units } from './counted-table.ts';
import { prices } from './prices.ts';
import { ingresses, published } from './scene.ts';

const sizes = [0, 100, 10_000] as const;
const hoursPerMonth = 730;
const sweepsPerHour = 60;
/** Lambda polls each of seven queues with five long polls of 20 s ("Polling and batching streams" for SQS). */
const pollsPerHour = 7 * 5 * 180;
/** A forwarder looks at the index of its status every five seconds. */
const looksPerHour = 3_600 / 5;
/** What a call takes at 512 MB, about: measured against an emulator; a drain of many names takes longer. */
const callSeconds = 0.3;
const drainSeconds = 2;
const memoryGb = 0.5;
const bytesPerObject = 400;
const eventBytes = 64 * 1024;
/** With one cluster, without certificates: alarms of the stack, and metrics that it writes. */
const alarms = 23;
const metrics = 17;
const logBytesPerCall = 1_500;

/** Of an installation with one cluster and one zone: what a quiet month costs, and what a new name does. */
export async function cost(): Promise<Readonly<Record<string, number>>> {
  const figures: Record<string, number> = {};
  for (const names of sizes) Object.assign(figures, await costOf(names));
  return figures;
}

async function costOf(names: number): Promise<Readonly<Record<string, number>>> {
  const units: Units = { read: 0, write: 0 };
  const pipeline = await published(names, { wrap: (table) => countedTable(table, units) });
  const ofSweep = await counting(units, () => sweepOnce(pipeline));
  let drains = 0;
  const ofWalk = await counting(units, async () => {
    await pipeline.walk(ingresses(names));
    drains = (await pipeline.settle()).drains;
  });
  const [putsBefore = 0, getsBefore = 0] = bucketCalls(pipeline);
  const ofName = await counting(units, async () => {
    await pipeline.walk(ingresses(names + 1));
    await pipeline.settle();
  });
  const [puts = 0, gets = 0] = bucketCalls(pipeline);
  pipeline.table.close();
  const hour: Units = {
    read: ofSweep.read * sweepsPerHour + ofWalk.read,
    write: ofSweep.write * sweepsPerHour + ofWalk.write,
  };
  const events = Math.ceil((names * bytesPerObject) / eventBytes) + 8;
  const month = monthOf({ names, hour, drains, events });
  return {
    [`${names}.sweepReads`]: ofSweep.read,
    [`${names}.walkReads`]: ofWalk.read,
    [`${names}.walkWrites`]: ofWalk.write,
    [`${names}.newNameWrites`]: ofName.write - ofWalk.write,
    [`${names}.newNamePuts`]: puts - putsBefore,
    [`${names}.newNameGets`]: gets - getsBefore,
    [`${names}.dollarsPerMonth`]: cents(month.changing + month.standing),
    [`${names}.ofThatStanding`]: cents(month.standing),
  };
}

interface Hour {
  readonly names: number;
  readonly hour: Units;
  readonly drains: number;
  readonly events: number;
}

function monthOf({ names, hour, drains, events }: Hour): { readonly changing: number; readonly standing: number } {
  const calls = sweepsPerHour + events + drains;
  const seconds = (sweepsPerHour + events) * callSeconds + drains * drainSeconds;
  const perHour =
    hour.read * prices.readUnits +
    hour.write * prices.writeUnits +
    calls * prices.call +
    seconds * memoryGb * prices.gbSecond +
    (pollsPerHour + 3 * (events + drains)) * prices.queueRequest +
    events * prices.event +
    looksPerHour * prices.bucketGet +
    ((calls * logBytesPerCall) / 1e9) * prices.logGb;
  const storedGb = (names * 8_000) / 1e9;
  const standing = alarms * prices.alarm + metrics * prices.metric + storedGb * prices.storageGb;
  return { changing: perHour * hoursPerMonth, standing };
}

const bucketCalls = (pipeline: Awaited<ReturnType<typeof published>>): readonly number[] => {
  const { PutObject = 0, GetObject = 0 } = pipeline.bucketCalls();
  return [PutObject, GetObject];
};

const sweepOnce = async ({ table, clock }: Awaited<ReturnType<typeof published>>): Promise<void> =>
  void (await sweep({ table, clock, doorbell: { ring: async () => undefined } }));

async function counting(units: Units, step: () => Promise<void>): Promise<Units> {
  const before = { ...units };
  await step();
  return { read: units.read - before.read, write: units.write - before.write };
}

const cents = (dollars: number): number => Math.round(dollars * 100) / 100;
