import { expect, it } from 'vitest';
import { wishFor } from '../dns/world-sites.ts';
import { configurationWith, edgeOn, loadBalancer, openWorld } from './world.ts';

it('a lane of more load balancers than one drain may ask for is read in the end, each of them once', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `lb${index}`);
  const balancers = names.map((name) => loadBalancer(name));
  const world = await openWorld({ balancers, configuration: configurationWith(balancers.map((one) => edgeOn(one))) });
  for (const edge of names) await world.write(`${edge}.example.com`, { wish: wishFor({ edge }) });
  await world.settle(60);
  const attached = (await world.assigned()).filter(({ reason }) => reason === 'Attached');
  expect(attached).toHaveLength(names.length);
  // One that was interrupted is read a second time.
  expect(world.elbv2.calls().DescribeListenerCertificates).toBeLessThanOrEqual(names.length + 5);
});
