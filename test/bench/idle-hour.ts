import { ingresses, published, within } from './scene.ts';

const hosts = 10_000;
const minuteMs = 60_000;

/** Nothing changes for an hour at 20,000 records, in which the forwarder walks once. The daily scan is counted apart. */
export async function idleHour(): Promise<Readonly<Record<string, number>>> {
  const calls = { scan: 0, other: 0 };
  const pipeline = await published(hosts, {
    onRequest: ({ action }) => {
      calls[action === 'ListResourceRecordSets' ? 'scan' : 'other'] += 1;
    },
  });
  const standing = pipeline.model.recordSets('Z1').length;
  Object.assign(calls, { scan: 0, other: 0 });
  await pipeline.walk(ingresses(hosts));
  for (let minute = 0; minute < 60; minute += 1) {
    pipeline.clock.advance(minuteMs);
    await pipeline.settle();
  }
  const hour = { ...calls };
  for (let hours = 0; hours < 24; hours += 1) {
    pipeline.clock.advance(60 * minuteMs);
    await pipeline.settle();
  }
  pipeline.table.close();
  return {
    records: standing,
    callsInTheHour: within('idleHour callsInTheHour', hour.other, 10),
    callsOfADailyScan: calls.scan,
    otherCallsInADay: within('idleHour otherCallsInADay', calls.other, 10),
  };
}
