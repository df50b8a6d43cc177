import { openWorld } from './world.ts';

/** A name was served, all of the table was lost, and the far sides are as they were. */
export async function openAfterLoss(host: string): ReturnType<typeof openWorld> {
  const first = await openWorld();
  await first.write(host);
  await first.settle(60);
  const world = await openWorld();
  world.acm.restore(first.acm.snapshot());
  world.elbv2.restore(first.elbv2.snapshot());
  return world;
}
