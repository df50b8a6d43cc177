import { expect, it } from 'vitest';
import { claimsCapability } from '../../../functions/claims/handler.ts';
import { runDrain } from '../../support/run-drain.ts';
import { ingress } from './samples.ts';
import { testPorts, testWorld } from './world.ts';

it('measures of each message whether all that it says was overtaken', async () => {
  const { table, clock, marker, send, say } = await testWorld();
  const drain = () => runDrain({ capability: claimsCapability(testPorts()), lane: 'claims:demo', table, clock });
  const range = { apiGroup: 'networking.k8s.io', kind: 'Ingress', from: 'shop/web', upTo: 'shop/web' };
  const older = marker();
  await say('shop/web', ingress('shop/web', ['www.example.com']));
  expect((await drain()).measured).toEqual([{ metric: 'MessageStale', value: 0, cluster: 'demo' }]);
  await send({ cluster: 'demo', marker: older, ranges: [{ ...range, objects: [] }] });
  expect((await drain()).measured).toEqual([{ metric: 'MessageStale', value: 1, cluster: 'demo' }]);
});
