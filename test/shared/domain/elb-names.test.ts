import { expect, it } from 'vitest';
import { elbZoneOf, elbZones } from '#shared/domain/elb-zones.ts';

it.each([
  ['k8s-shop-1a2b.eu-central-1.elb.amazonaws.com', 'Z215JYRZR1TBD5'],
  ['DualStack.internal-x-123.US-EAST-1.elb.amazonaws.com.', 'Z35SXDOTRQ7X7K'],
  ['x-1a2b.elb.eu-central-1.amazonaws.com', 'Z3F0SRJ5LGBH90'],
  ['x.cn-north-1.elb.amazonaws.com.cn', 'Z1GDH35T77C1KE'],
  ['x.elb.cn-north-1.amazonaws.com.cn', 'Z3QFB96KMJ7ED6'],
  ['x.cn-north-1.elb.amazonaws.com', undefined],
  ['x.eu-central-1.elb.amazonaws.com.cn', undefined],
  ['x.mars-1.elb.amazonaws.com', undefined],
  ['x.constructor.elb.amazonaws.com', undefined],
  ['eu-central-1.elb.amazonaws.com', undefined],
  ['elb.amazonaws.com.example.org', undefined],
])('%s belongs to %s', (name, zone) => expect(elbZoneOf(name)).toBe(zone));

it('no id stands twice: a slip in the table would make two load balancers one', () => {
  const ids = Object.values(elbZones).flatMap(({ application, network }) => [application, network]);
  expect(new Set(ids).size).toBe(ids.length);
});
