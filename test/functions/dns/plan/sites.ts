import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import type { SiteWish, Target } from '#shared/domain/site.ts';
import type { PlannedSite } from '../../../../functions/dns/plan/name-state.ts';
import type { PlanSettings } from '../../../../functions/dns/plan/policies.ts';

export const name = 'shop.example.com';
export const settings: PlanSettings = {
  zoneName: 'example.com',
  ownership: { format: 'external-dns-0.22', prefix: '', suffix: '', wildcardReplacement: '' },
  ours: new Set(['demo', 'old']),
  adopted: new Set(['old']),
};
const addresses: Target = { kind: 'addresses', addresses: ['192.0.2.1'] };
const text = (owner: string, resource: string) =>
  `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=${resource}"`;
export const a = (value = '192.0.2.1'): ObservedRecordSet => ({ name, type: 'A', ttl: 300, values: [value] });
export const txt = (at: string, owner = 'demo', resource = 'ingress/shop/shop'): RecordSet => ({
  name: at,
  type: 'TXT',
  ttl: 300,
  values: [text(owner, resource)],
});

export function site(wish: Partial<SiteWish> = {}, more: Partial<PlannedSite> = {}): PlannedSite {
  const whole = {
    edge: 'public',
    zone: 'Z1',
    target: addresses,
    ttlSeconds: 300,
    ownerId: 'demo',
    resource: 'ingress/shop/shop',
  };
  const key = { host: name, view: 'public', setIdentifier: '' } as const;
  return { key, role: 'wanted', applied: false, policy: 'sync', wish: { ...whole, ...wish }, ...more };
}
