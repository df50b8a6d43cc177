import { afterAll, beforeAll, expect, it } from 'vitest';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { joinedSource } from '../../../forwarder/joins/joined-source.ts';
import { ApiSource } from '../../../forwarder/kubernetes/api-source.ts';
import { createForwarder } from '../../../forwarder/speech/forwarder.ts';
import { type Case, corpus } from '../../conformance/corpus.ts';
import { compared, type Found } from '../../conformance/found.ts';
import { freshHub, keepingIn } from '../../conformance/settled.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { customKinds, define } from './definitions.ts';
import { hasty } from './listener.ts';
import { put, takeAway } from './put-objects.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  for (const kind of customKinds) await define(cluster.admin, cluster.hand, kind);
});
afterAll(() => cluster[Symbol.asyncDispose]());

/** From a cluster to sites: what the API server makes of the objects, listed, joined, said and settled. */
async function play({ objects }: Case): Promise<Found> {
  const { admin } = cluster;
  const hub = await freshHub();
  const scheduler = realScheduler();
  const details: string[] = [];
  for (const object of objects) await put(admin, object);
  const forwarder = createForwarder({
    cluster: 'demo',
    source: joinedSource(new ApiSource({ api: admin, scheduler, random: Math.random, times: hasty })),
    bus: keepingIn(details),
    scheduler,
    random: Math.random,
    epoch: hub.epoch,
    collectMs: 10,
  });
  forwarder.start();
  await forwarder.flush();
  forwarder.silence();
  for (const object of objects) await takeAway(admin, object);
  return hub.hears(details);
}

const cases = corpus.filter(({ only }) => only !== 'manifests');

it.each(cases.map((one) => [one.file, one.name, one] as const))('%s: %s', async (_file, _name, one) => {
  const { found, expected } = compared(one, await play(one));
  expect(found).toEqual(expected);
});
