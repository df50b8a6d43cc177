import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress, isAddress, isPrivateAddress } from '../../../shared/domain/address.ts';

describe('addresses', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::ffff:10.0.0.1', '::ffff:a00:1'],
    ['01.2.3.4', undefined],
    ['256.1.1.1', undefined],
    ['1.2.3', undefined],
    ['fe80::1%eth0', undefined],
    ['[::1]', undefined],
    ['a:b', undefined],
    ['x::1', undefined],
    ['::1/64', undefined],
    ['::1x', undefined],
    ['1234', undefined],
    ['::', '::'],
    ['example.com', undefined],
    ['', undefined],
  ])('%s is %s', (text, address) => {
    expect(canonicalAddress(text)).toBe(address);
    expect(isAddress(text)).toBe(address !== undefined);
  });

  it('have one spelling', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const once = canonicalAddress(text);
        expect(once).toBeDefined();
        expect(canonicalAddress(once ?? '')).toBe(once);
      }),
    );
  });

  it.each([
    ['10.1.2.3', true],
    ['172.15.0.1', false],
    ['172.16.0.1', true],
    ['172.31.0.1', true],
    ['172.32.0.1', false],
    ['192.168.0.1', true],
    ['192.169.0.1', false],
    ['169.254.1.1', true],
    ['100.63.0.1', false],
    ['100.64.0.1', true],
    ['100.127.0.1', true],
    ['100.128.0.1', false],
    ['101.64.0.1', false],
    ['169.253.1.1', false],
    ['2001:fd00::1', false],
    ['2001:fe80::1', false],
    ['2001::ffff:a00:1', false],
    ['::ffff:a00:1:1', false],
    ['::', true],
    ['fc00::1', true],
    ['fec0::1', false],
    ['::ffff:7f00:0', true],
    ['x', false],
    ['127.0.0.1', true],
    ['0.0.0.0', true],
    ['192.0.2.1', false],
    ['::1', true],
    ['fd00::1', true],
    ['fe80::1', true],
    ['2001:db8::1', false],
    ['::ffff:10.0.0.1', true],
    ['::ffff:192.0.2.1', false],
  ])('%s is private: %s', (address, expected) => {
    expect(isPrivateAddress(address)).toBe(expected);
  });
});
