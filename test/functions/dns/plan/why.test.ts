import { describe, expect, it } from 'vitest';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { OwnedRecord } from '../../../../functions/dns/plan/contents.ts';
import type { PlannedSite } from '../../../../functions/dns/plan/name-state.ts';
import { whyOf } from '../../../../functions/dns/plan/why.ts';
import { name, site } from './sites.ts';

const record = { name, type: 'A' } as const;
const changes = (...actions: readonly RecordChange['action'][]) => actions.map((action) => ({ action, record }));
const owned = (resource: string): OwnedRecord => ({
  record,
  ownership: { name: `a-${name}`, type: 'TXT' },
  ownerId: 'demo',
  resource,
});
const why = (one: PlannedSite, made: readonly RecordChange[], over: Partial<Parameters<typeof whyOf>[0]> = {}) =>
  whyOf({
    site: one,
    zoneName: 'example.com',
    wishedZoneName: 'example.com',
    changes: made,
    standing: [],
    ...over,
  });

describe('why a change was made', () => {
  const mine = owned('ingress/shop/shop');
  it.each<[string, string]>([
    [why(site(), changes('CREATE', 'CREATE')), 'wished by ingress/shop/shop'],
    [why(site({}, { applied: true }), changes('CREATE')), 'it was missing from the zone'],
    [why(site(), changes('DELETE', 'CREATE'), { standing: [mine] }), 'the wish or what stood in the zone had changed'],
    [
      why(site(), changes('DELETE', 'CREATE'), {
        standing: [mine, owned('ingress/x/y'), owned('ingress/x/y'), owned('z')],
      }),
      'taken over from ingress/x/y, z',
    ],
    [why(site({}, { role: 'leaving' }), changes('DELETE')), 'released'],
    [why(site({}, { role: 'leaving' }), changes('DELETE'), { release: 'nobody asks for it' }), 'nobody asks for it'],
    [
      why(site({}, { role: 'leaving' }), changes('DELETE'), { release: 'r', wishedZoneName: 'in.example.com' }),
      'moved to zone in.example.com',
    ],
  ])('%s', (said, expected) => {
    expect(said).toBe(expected);
  });
});
