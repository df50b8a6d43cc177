import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteObjectName } from '../../../../forwarder/status/plan/site-name.ts';
import type { SiteKey } from '../../../../shared/domain/site.ts';

const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/),
  fc.constantFrom('wildcard', 'com--private', 'xn--p1ai', 'com--0123456789'),
  fc.stringMatching(/^[a-z]{60,63}$/),
);
const host = fc
  .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 5 }))
  .map(([isWild, labels]) => `${isWild ? '*.' : ''}${labels.join('.')}`.slice(0, 253).replace(/[-.]+$/, ''));
const site: fc.Arbitrary<SiteKey> = fc.record({
  host,
  view: fc.constantFrom('public', 'private'),
  setIdentifier: fc.oneof(fc.constant(''), fc.constantFrom('a', 'b'), fc.string({ unit: 'binary', maxLength: 128 })),
});

describe('the name of a Site object', () => {
  it('is a name that Kubernetes takes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          site,
          fc.record({
            host: fc.string({ unit: 'binary' }),
            view: fc.constant('public' as const),
            setIdentifier: fc.string(),
          }),
        ),
        (one) => {
          const name = siteObjectName(one);
          expect(name.length).toBeLessThanOrEqual(253);
          expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
        },
      ),
    );
  });

  it('is of one site only', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(site, { selector: (one) => JSON.stringify([one.host, one.view, one.setIdentifier]) }),
        (sites) => {
          expect(new Set(sites.map(siteObjectName)).size).toBe(sites.length);
        },
      ),
    );
  });

  it.each([
    ['shop.example.com', 'public', '', 'shop.example.com'],
    ['*.example.com', 'public', '', 'wildcard.example.com'],
    ['wildcard.example.com', 'public', '', 'wildcard.example.com--3b4a3d7a3f'],
    ['shop.example.com', 'private', '', 'shop.example.com--private'],
    ['shop.example.com', 'public', 'blue', 'shop.example.com--16477688c0'],
    ['shop.example.com', 'private', 'blue', 'shop.example.com--private--16477688c0'],
    ['xn--e1afmkfd.xn--p1ai', 'public', '', 'xn--e1afmkfd.xn--p1ai'],
  ] as const)('%s %s %s → %s', (hostName, view, setIdentifier, name) => {
    const made = siteObjectName({ host: hostName, view, setIdentifier });
    expect(made.replace(/[0-9a-f]{10}$/, 'HASH')).toBe(name.replace(/[0-9a-f]{10}$/, 'HASH'));
  });
});
