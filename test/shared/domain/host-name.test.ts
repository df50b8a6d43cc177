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
    [`${'x'.repeat(63)}.example`, `${'x'.repeat(63)}.example`],
  ])('reads %s', (text, host) => {
    expect(readHost(text)).toEqual({ ok: true, host });
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
