import { describe, expect, it } from 'vitest';
import { aliasFor, elbZoneOf, elbZones } from '../../../shared/domain/elb-zones.ts';
import { endpointZones } from '../../../shared/domain/endpoint-zones.ts';

describe('alias zones', () => {
  it.each([
    ['my-lb.eu-central-1.elb.amazonaws.com', 'Z215JYRZR1TBD5'],
    ['dualstack.my-lb.eu-central-1.elb.amazonaws.com', 'Z215JYRZR1TBD5'],
    ['my-lb.elb.eu-central-1.amazonaws.com', 'Z3F0SRJ5LGBH90'],
    ['my-lb.cn-north-1.elb.amazonaws.com.cn', 'Z1GDH35T77C1KE'],
    ['my-lb.cn-north-1.elb.amazonaws.com', undefined],
    ['my-lb.eu-central-1.elb.amazonaws.com.cn', undefined],
    ['my-lb.moon-1.elb.amazonaws.com', undefined],
    ['my-lb.constructor.elb.amazonaws.com', undefined],
    ['eu-central-1.elb.amazonaws.com', undefined],
    ['elb.amazonaws.com.example.com', undefined],
  ])('%s', (name, zone) => {
    expect(elbZoneOf(name)).toBe(zone);
  });

  it('are ids, each of one region and type', () => {
    const ids = Object.values(elbZones).flatMap(({ application, network }) => [application, network]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^Z[A-Z0-9]{10,31}$/);
  });

  it.each([
    ['d1.cloudfront.net', 'Z2FDTNDATAQYW2', false, false],
    ['a1.awsglobalaccelerator.com', 'Z2BJ6XQ5FK7U4H', true, false],
    ['a1.dualstack.awsglobalaccelerator.com', 'Z2BJ6XQ5FK7U4H', true, true],
    ['dualstack.my-lb.us-east-1.elb.amazonaws.com', 'Z35SXDOTRQ7X7K', true, true],
    ['vpce-1.vpce-svc-1.eu-west-1.vpce.amazonaws.com', 'Z38GZ743OKFT7T', true, false],
    ['d-1.execute-api.eu-central-1.amazonaws.com', 'Z1U9ULNL0V5AJ3', true, false],
  ])('%s evaluates health and is dual-stack as it may', (dnsName, hostedZoneId, evaluateTargetHealth, dualStack) => {
    expect(aliasFor(dnsName)).toEqual({ alias: { dnsName, hostedZoneId, evaluateTargetHealth }, dualStack });
  });

  it('has none for a name of anybody else', () => {
    for (const name of [
      'www.example.com',
      'notcloudfront.net',
      'eu-west-1.vpce.amazonaws.com',
      'vpce-1.s3.moon-1.vpce.amazonaws.com',
      'vpce-1.s3.constructor.vpce.amazonaws.com',
      'd-1.execute-api.constructor.amazonaws.com',
      'execute-api.eu-central-1.amazonaws.com',
      'a.d-1.execute-api.eu-central-1.amazonaws.com',
    ])
      expect(aliasFor(name), name).toBeUndefined();
  });

  it('of endpoints are ids, each of one region and kind', () => {
    const ids = Object.values(endpointZones).flatMap((zones) => Object.values(zones));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^Z[A-Z0-9]{10,31}$/);
  });
});
