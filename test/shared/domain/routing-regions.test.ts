import { ResourceRecordSetRegion } from '@aws-sdk/client-route-53';
import { expect, it } from 'vitest';
import { routingRegions } from '#shared/domain/routing-regions.ts';

it('are those that Route 53 names', () => {
  expect([...routingRegions].sort()).toEqual(Object.values(ResourceRecordSetRegion).sort());
});
