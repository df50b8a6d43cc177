import { describe, expect, it } from 'vitest';
import type { Zone } from '../../../../shared/domain/configuration.ts';
import { testConfiguration } from '../samples.ts';
import { ask, context, note } from './asking.ts';

describe('a zone that is named', () => {
  const configuration = testConfiguration();
  const inner: Zone = { name: 'int.example.com', id: 'Z3', view: 'public', policy: 'sync', adopt: [] };
  const both = configuration.edges.map((edge) => ({ ...edge, classes: ['public'] }));
  const wide = context({ configuration: { ...configuration, zones: [...configuration.zones, inner], edges: both } });
  const host = 'a.int.example.com';
  const zonesOf = (annotations: Record<string, string>) =>
    ask(note(annotations, [host]), wide).wishes.map(({ site, wish }) => `${site.view} ${wish.zone}`);

  it.each<[string, Record<string, string>, string[]]>([
    ['none: the longest of each view', {}, ['public Z3', 'private Z2']],
    ['the shorter', { 'external-dns.kubernetes.io/aws-hosted-zone-id': 'Z1' }, ['public Z1']],
    ['by its path', { 'firstlight.dev/aws-hosted-zone-id': '/hostedzone/Z3' }, ['public Z3']],
    ['of one view only', { 'external-dns.alpha.kubernetes.io/aws-hosted-zone-id': 'Z2' }, ['private Z2']],
  ])('is the only one: %s', (_name, annotations, zones) => {
    expect(zonesOf(annotations)).toEqual(zones);
  });

  it('serves the hosts in it, and lets the others stand as they are', () => {
    const result = ask(note({ 'firstlight.dev/aws-hosted-zone-id': 'Z3' }, [host, 'b.example.com']), wide);
    expect(result).toMatchObject({
      wishes: [{ site: { host } }],
      refused: [],
      skipped: [{ host: 'b.example.com', reason: 'InvalidAnnotation' }],
      kept: ['b.example.com'],
    });
  });
});
