import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectedObject } from '../../../../shared/domain/objects.ts';
import { ask, service, web } from './asking.ts';

describe('objects', () => {
  const stub = (reason: 'TooLarge' | 'RetiredApiVersion' | 'InvalidObject'): ProjectedObject => ({
    kind: 'networking.k8s.io/Ingress',
    form: 'stub',
    key: 'shop/web',
    apiVersion: 'extensions/v1beta1',
    reason,
    message: 'words',
  });

  it.each(['TooLarge', 'RetiredApiVersion', 'InvalidObject'] as const)(
    'of which only the name is known are skipped and keep what they have: %s',
    (reason) => {
      expect(ask(stub(reason))).toMatchObject({ wishes: [], skipped: [{ reason }], keepOthers: true });
    },
  );

  it.each(['Unparsable', 'DuplicateObject'] as const)(
    'that are documents are skipped with their reason: %s',
    (reason) => {
      const file: ProjectedObject = {
        kind: 'firstlight.dev/File',
        form: 'full',
        key: '/a.yaml#2',
        reason,
        message: 'line 3',
      };
      expect(ask(file)).toMatchObject({ wishes: [], skipped: [{ reason, message: 'line 3' }] });
    },
  );

  it('of type ClusterIP with a host name are skipped', () => {
    expect(ask(service({ type: 'ClusterIP' }))).toMatchObject({ wishes: [], skipped: [{ reason: 'UnsupportedKind' }] });
    expect(ask(service({ type: 'ClusterIP', annotations: {} })).skipped).toEqual([]);
  });

  it('say all that they name exactly once, whatever is written', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.domain(),
      fc.constantFrom('a.example.com', '*.example.com', 'x.example.org'),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (hosts) => {
        const result = ask(web({}, hosts));
        const named = [
          ...result.wishes.map(({ site }) => site.host),
          ...result.refused.map(({ host }) => host),
          ...result.skipped.map(({ host }) => host),
        ];
        expect(new Set(named).size).toBe(named.length);
        const distinct = new Set(hosts);
        expect(named.length > 0).toBe(true);
        expect(named.length).toBeLessThanOrEqual(Math.max(1, distinct.size));
      }),
    );
  });
});
