import { createPipeline } from './pipeline.ts';
import { configured, ingresses, within } from './scene.ts';

const hosts = 10_000;
/** Developer Guide, "Quotas": what one call takes. */
const call = { values: 1000, characters: 32_000 };
/** What functions/dns/rated-zones.ts takes the buckets for. */
const buckets = { requests: { burst: 50, perSecond: 10 }, changes: { burst: 5000, perSecond: 1000 } };

/** 10,000 new hosts in one zone: change calls against the least possible, time against what the buckets allow. */
export async function batches(): Promise<Readonly<Record<string, number>>> {
  const pipeline = createPipeline({ Z1: 'example.com' });
  await pipeline.configure(configured('192.0.2.1'));
  await pipeline.walk(ingresses(hosts));
  const { calls, changeCalls, virtualSeconds, wallMs } = await pipeline.settle();
  const values = pipeline.model
    .recordSets('Z1')
    .filter(({ Type }) => Type === 'A' || Type === 'TXT')
    .flatMap(({ ResourceRecords = [] }) => ResourceRecords.map(({ Value }) => Value));
  if (values.length !== 2 * hosts) throw new Error(`${values.length} values stand, not ${2 * hosts}`);
  const characters = values.reduce((sum, value) => sum + value.length, 0);
  const leastCalls = Math.ceil(Math.max(values.length / call.values, characters / call.characters));
  const leastSeconds = Math.max(
    (leastCalls - buckets.requests.burst) / buckets.requests.perSecond,
    (values.length - buckets.changes.burst) / buckets.changes.perSecond,
  );
  pipeline.table.close();
  return {
    hosts,
    calls,
    leastCalls,
    changeCalls: within('batches changeCalls', changeCalls, 1.1 * leastCalls),
    leastSeconds,
    virtualSeconds: within('batches virtualSeconds', virtualSeconds, 1.5 * leastSeconds),
    wallMs,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}
