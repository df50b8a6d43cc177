import { type Cost, createPipeline } from './pipeline.ts';
import { configured, ingresses } from './scene.ts';

const sites = 10_000;

/**
 * 10,000 sites of one zone: published, looked at again for a configuration that changes nothing, changed as a whole,
 * observed with a change of all planned.
 */
export async function resync(): Promise<Readonly<Record<string, number>>> {
  const pipeline = createPipeline({ Z1: 'example.com' });
  const objects = ingresses(sites);
  await pipeline.configure(configured('192.0.2.1'));
  await pipeline.walk(objects);
  const first = await pipeline.settle();
  await pipeline.configure(configured('192.0.2.1'));
  const same = await pipeline.settle();
  await pipeline.configure(configured('192.0.2.2'));
  const changed = await pipeline.settle();
  await pipeline.configure(configured('192.0.2.3', { mode: 'observe' }));
  const observed = await pipeline.settle();
  const standing = pipeline.model.recordSets('Z1').filter(({ Type }) => Type === 'A');
  const right = standing.filter(({ ResourceRecords = [] }) => ResourceRecords[0]?.Value === '192.0.2.2').length;
  if (standing.length !== sites || right !== sites) throw new Error(`${right} of ${standing.length} records are right`);
  pipeline.table.close();
  return {
    sites,
    ...named('first', first),
    ...named('same', same),
    ...named('changed', changed),
    ...named('observed', observed),
  };
}

const named = (scene: string, cost: Cost): Record<string, number> =>
  Object.fromEntries(Object.entries(cost).map(([figure, value]) => [`${scene}.${figure}`, value]));
