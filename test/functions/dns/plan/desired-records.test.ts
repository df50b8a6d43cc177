import { describe, expect, it } from 'vitest';
import type { Target } from '#shared/domain/site.ts';
import { desiredRecords } from '../../../../functions/dns/plan/wishes.ts';

const name = 'shop.example.com';
const key = { host: name, setIdentifier: '' };
const alias = { dnsName: 'lb.example.net', hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true };

describe('desiredRecords', () => {
  it.each<readonly [string, Target | undefined, unknown]>([
    ['no target', undefined, { problem: 'NoAddress', message: expect.any(String) }],
    ['no addresses', { kind: 'addresses', addresses: [] }, { problem: 'NoAddress', message: expect.any(String) }],
    [
      'no address at all',
      { kind: 'addresses', addresses: ['999.1.1.1'] },
      { problem: 'InvalidTarget', message: expect.any(String) },
    ],
    ['itself', { kind: 'name', name: 'Shop.Example.com.' }, { problem: 'InvalidTarget', message: expect.any(String) }],
    [
      'addresses of both families, twice',
      { kind: 'addresses', addresses: ['192.0.2.2', '2001:DB8:0::1', '192.0.2.1', '192.0.2.2'] },
      {
        records: [
          { name, type: 'A', ttl: 60, values: ['192.0.2.1', '192.0.2.2'] },
          { name, type: 'AAAA', ttl: 60, values: ['2001:db8::1'] },
        ],
      },
    ],
    [
      'an alias',
      { kind: 'alias', alias: { ...alias, dnsName: 'LB.example.net.' }, dualStack: false },
      { records: [{ name, type: 'A', alias }] },
    ],
    ['a name', { kind: 'name', name: 'X.net.' }, { records: [{ name, type: 'CNAME', ttl: 60, values: ['x.net'] }] }],
  ])('%s', (_case, target, expected) => {
    const wish = { ttlSeconds: 60, ...(target === undefined ? {} : { target }) };
    expect(desiredRecords({ key, wish }, 'example.com')).toEqual(expected);
  });

  it('no CNAME at the apex', () => {
    const wish = { target: { kind: 'name', name: 'x.net' }, ttlSeconds: 60 } as const;
    expect(desiredRecords({ key: { ...key, host: 'example.com' }, wish }, 'example.com')).toMatchObject({
      problem: 'InvalidTarget',
    });
  });
});
