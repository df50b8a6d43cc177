import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { urlCheckOf } from '../../../../functions/monitors/plan/url.ts';
import type { MonitorWish } from '../../../../shared/domain/monitor-wish.ts';
import type { Target } from '../../../../shared/domain/site.ts';
import { watch } from '../sites.ts';

const wish = (over: Partial<MonitorWish> = {}): MonitorWish => watch({ scheme: 'https', ...over });
const at = (host: string, over?: Partial<MonitorWish>, target?: Target, view: 'public' | 'private' = 'public') =>
  urlCheckOf({ site: { host, view, setIdentifier: '' }, ...(target === undefined ? {} : { target }) }, wish(over));
const addresses = (...list: readonly string[]): Target => ({ kind: 'addresses', addresses: list });
const loginBy = 'annotation nginx.ingress.kubernetes.io/auth-url';

describe('the URL of a site', () => {
  it.each<[string, Partial<MonitorWish>, string]>([
    ['nothing said', {}, 'https://a.example.com/'],
    ['no TLS', { scheme: 'http' }, 'http://a.example.com/'],
    ['a health path', { path: '/healthz?full=1', firstPath: '/shop' }, 'https://a.example.com/healthz?full=1'],
    ['a first path', { firstPath: '/shop/v1.2' }, 'https://a.example.com/shop/v1.2'],
    ['a regex', { firstPath: '/shop(/|$)(.*)' }, 'https://a.example.com/'],
    ['a glob', { firstPath: '/shop/*' }, 'https://a.example.com/'],
    ['a class of characters', { firstPath: '/[a-z]+' }, 'https://a.example.com/'],
  ])('with %s', (_, over, url) => {
    expect(at('a.example.com', over)).toMatchObject({ url, followRedirects: true, expectedStatuses: ['2xx'] });
  });

  it.each<[string, ReturnType<typeof at>]>([
    ['no host name', at('')],
    ['wildcard', at('*.example.com')],
    ['private zone', at('a.example.com', {}, undefined, 'private')],
    ['private addresses', at('a.example.com', {}, addresses('10.0.0.1', '::ffff:10.0.0.2'))],
    ['makes no URL', at('a.example.com', { path: '@b.example.com' })],
    ['makes no URL', at('a.example.com', { path: 'healthz' })],
  ])('is none: %s', (why, found) => {
    expect(found).toEqual({ problem: expect.stringContaining(why) });
  });

  it('is there where one address is public', () => {
    expect(at('a.example.com', {}, addresses('10.0.0.1', '192.0.2.1'))).toMatchObject({
      url: 'https://a.example.com/',
    });
  });

  it('expects the login before the application, and says what that does not see', () => {
    const edge = { expectedStatuses: ['302', '401'], followRedirects: false };
    expect(at('a.example.com', { loginBy })).toMatchObject({ ...edge, limits: expect.stringMatching(/^edge only: /) });
    expect(at('a.example.com', { loginBy, path: '/healthz' })).not.toHaveProperty('limits');
    expect(at('a.example.com', { loginBy, expect: ['204'] })).toMatchObject({ expectedStatuses: ['204'] });
  });

  it('is never that of another host, whatever is written', () => {
    const part = fc.constantFrom(
      '/',
      '@',
      '.',
      ':',
      '//',
      '\\',
      '?',
      '#',
      '%',
      '%2e',
      ' ',
      '(',
      'ü',
      '\n',
      'b.example.com',
    );
    const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (path, firstPath) => {
        for (const over of [{ path }, { firstPath }]) {
          const found = at('a.example.com', over);
          if ('url' in found) expect(new URL(found.url).origin).toBe('https://a.example.com');
        }
      }),
    );
  });
});
