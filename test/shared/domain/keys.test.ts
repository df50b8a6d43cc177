import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareKeys, lastKey, objectKeyOf, splitKey } from '#shared/domain/keys.ts';
import { utf8Bytes } from '#shared/domain/wire-limits.ts';

const text = fc.string({ unit: 'binary' });

it('orders as UTF-8 bytes do', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
  );
});

it('orders U+FFFD before an astral character, unlike UTF-16', () => {
  expect(compareKeys('\u{FFFD}', '\u{1F600}')).toBeLessThan(0);
  expect('\u{FFFD}' < '\u{1F600}').toBe(false);
});

it.each([
  ['\ud7ff', '\ue000'],
  ['\ue000', '\u{10000}'],
  ['\uffff', '\u{10000}'],
  ['\u{10000}', '\u{10400}'],
  ['a', 'ab'],
])('orders %j before %j', (first, second) => {
  expect(compareKeys(first, second)).toBeLessThan(0);
  expect(compareKeys(second, first)).toBeGreaterThan(0);
});

it('takes what has no slash for a name', () => {
  expect(splitKey('web')).toEqual({ namespace: '', name: 'web' });
});

it('ends above every key', () => {
  fc.assert(fc.property(text, (key) => compareKeys(`/${key}`, lastKey) < 0));
});

it.each([
  ['shop/web', 'shop', 'web'],
  ['/public', '', 'public'],
  ['//Service', '', '/Service'],
  ['/team/a.yaml#1', '', 'team/a.yaml#1'],
])('takes %s apart', (key, namespace, name) => {
  expect(splitKey(key)).toEqual({ namespace, name });
  expect(objectKeyOf(namespace, name)).toBe(key);
});

it('measures text as UTF-8', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.string({ unit: fc.integer({ min: 0xd700, max: 0xe0ff }).map((unit) => String.fromCharCode(unit)) }),
      ),
      (value) => {
        expect(utf8Bytes(value)).toBe(Buffer.byteLength(value));
      },
    ),
  );
  expect(
    ['\u007f', '\u0080', '\u07ff', '\u0800', '\uffff', '\u{10000}', '\u{103ff}', '\u{10fc00}'].map(utf8Bytes),
  ).toEqual([1, 2, 2, 3, 3, 4, 4, 4]);
  expect(['\ud800', '\ud800a', '\udc00\udc00', '\ud800\ue000', '\udbff\udfff'].map(utf8Bytes)).toEqual([3, 4, 6, 6, 4]);
});
