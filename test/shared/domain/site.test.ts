import { describe, expect, it } from 'vitest';
import { refText, sameRef, siteText, titleOf } from '../../../shared/domain/site.ts';

const site = { host: 'app.example.com', view: 'public', setIdentifier: '' } as const;
const ref = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'team/app' };

describe('the texts of a site', () => {
  it('name its identifier only where it has one', () => {
    expect(siteText(site)).toBe('app.example.com/public');
    expect(siteText({ ...site, setIdentifier: 'blue' })).toBe('app.example.com/public/blue');
    expect(titleOf(site)).toBe('app.example.com');
    expect(titleOf({ ...site, setIdentifier: 'blue' })).toBe('app.example.com (blue)');
    expect(refText(ref)).toBe('Ingress/team/app');
  });

  it.each(['cluster', 'apiGroup', 'kind', 'key'] as const)('tell objects apart by their %s', (field) => {
    expect(sameRef(ref, { ...ref })).toBe(true);
    expect(sameRef(ref, { ...ref, [field]: 'other' })).toBe(false);
  });
});
