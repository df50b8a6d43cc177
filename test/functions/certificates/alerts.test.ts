import { expect, it } from 'vitest';
import { alertLines, policy } from '../../support/alerts.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld } from './world.ts';

const host = 'app.example.com';

it('people are told that a certificate is not renewed', async () => {
  const given = imported([host], { notAfterMs: Date.UTC(2026, 11, 20), createdAtMs: Date.UTC(2026, 5, 1) });
  const world = await openWorld({
    certificates: [given],
    configuration: { ...configurationWith([edgeOn(loadBalancer('public'), { reuse: 'any' })]), alerts: policy },
  });
  await world.write(host);
  await world.settle(60);
  expect(await world.condition(host)).toBe('True/RenewalBlocked');
  expect(await alertLines(world.table)).toEqual([`open certificate ${host} RenewalBlocked`]);
});
