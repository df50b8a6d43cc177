import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHost } from '../../../shared/domain/host-name.ts';

describe('readHost', () => {
  it('reads what it has read as the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        const once = readHost(text);
        if (once.ok) expect(readHost(once.host)).toEqual(once);
        else expect(once.problem).toMatch(/^(is|has) /);
      }),
    );
  });

  it('gives only names that DNS can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = readHost(text);
        if (!read.ok) return;
        expect(read.host.length).toBeLessThanOrEqual(253);
        expect(read.host).toMatch(/^(\*\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/);
      }),
    );
  });

  it.each([
    ['faß.example', 'xn--fa-hia.example'],
    ['*.bücher.example', '*.xn--bcher-kva.example'],
    [' app.example.com ', 'app.example.com'],
    [`${'x.'.repeat(124)}xxxxx`, `${'x.'.repeat(124)}xxxxx`],
    ['a.bücher', 'a.xn--bcher-kva'],
    [`${'x'.repeat(63)}.example`, `${'x'.repeat(63)}.example`],
  ])('reads %s', (text, host) => {
    expect(readHost(text)).toEqual({ ok: true, host });
  });

  it.each([
    ['https://shop.example.com/a?b', 'is a URL, not only a host name; write shop.example.com'],
    ['HTTP://Shop.example.com', 'is a URL, not only a host name; write shop.example.com'],
    ['https://', 'is a URL, not only a host name; write the host name alone'],
    ['shop.example.com:8080', 'has a port, not only a host name; write shop.example.com'],
    ['bücher.example:80', 'has a port, not only a host name; write xn--bcher-kva.example'],
    ['shop.example.com/cart', 'has a path, not only a host name; write shop.example.com'],
    ['', 'is empty; write a host name such as shop.example.com'],
    ['.', 'is empty; write a host name such as shop.example.com'],
    ['[::1]', 'is an IP address; write a host name, and addresses in the annotation firstlight.dev/target'],
    ['ü/x.example', 'has a path, not only a host name; write xn--tda'],
    ['a_/x', 'has a path, not only a host name; write the host name alone'],
    ['ü@x', 'has the character "@", which host names may not have; use letters, digits and hyphens'],
    ['xn--ü.example', 'is no international host name; write its ASCII form (xn--…)'],
    ['*', 'is a bare *; write the domain that it stands before, as in *.example.com'],
    ['a.*.example', 'has a * that is not the whole first label; write it as in *.example.com'],
    ['a..example', 'has an empty label; write exactly one dot between two labels'],
    ['a_b.example', 'has an underscore, which host names may not have; write a hyphen in "a_b"'],
    [`${'x'.repeat(64)}.example`, `has a label of 64 characters, more than 63; shorten "${'x'.repeat(20)}…"`],
    [`${'x.'.repeat(124)}xxxxxx`, 'has 254 characters, more than the 253 of a host name; shorten it'],
    [
      '--a--.example',
      'has a label that begins or ends with a hyphen, which host names may not have; write "a" instead of "--a--"',
    ],
    [
      '-a--b.example',
      'has a label that begins or ends with a hyphen, which host names may not have; write "a--b" instead of "-a--b"',
    ],
    ['a b.example', 'has a blank, which host names may not have; remove it'],
    ['a,b.example', 'has the character ",", which host names may not have; use letters, digits and hyphens'],
    ['a\u202eb.example', 'has the invisible character U+202E; remove it'],
    ['a\nb.example', 'has the invisible character U+000A; remove it'],
    [
      'a-.example',
      'has a label that begins or ends with a hyphen, which host names may not have; write "a" instead of "a-"',
    ],
    [
      '--.example',
      'has a label that begins or ends with a hyphen, which host names may not have; write letters or digits instead of "--"',
    ],
  ])('says what is wrong with %j, and what to write', (text, problem) => {
    expect(readHost(text)).toEqual({ ok: false, problem });
  });

  it.each([
    '',
    '.',
    '..',
    'ü/x.example',
    'ü:80',
    'ü@x',
    'ü#',
    'a b.example',
    '[::1]',
    '1.2.3.4.',
    '*',
    '*.',
    'a*.example',
  ])('refuses %j', (text) => {
    expect(readHost(text).ok).toBe(false);
  });
});
