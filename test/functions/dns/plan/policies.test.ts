import { expect, it } from 'vitest';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { Policy } from '#shared/domain/policy.ts';
import { changePending, inSync, notReady, releasing } from '../../../../functions/dns/plan/conditions.ts';
import { isForbidden, planSettings } from '../../../../functions/dns/plan/policies.ts';
import { edgeOf, settings } from '../../../shared/domain/settings.ts';

const change = (action: RecordChange['action']): RecordChange => ({ action, record: { name: 'x', type: 'A' } });
const [create, remove] = [change('CREATE'), change('DELETE')];

it.each<[Policy, readonly RecordChange[], boolean]>([
  ['observe', [], false],
  ['observe', [create], true],
  ['create-only', [create], false],
  ['create-only', [create, remove], true],
  ['create-only', [], false],
  ['upsert-only', [create, remove], false],
  ['upsert-only', [remove], true],
  ['upsert-only', [], false],
  ['sync', [remove], false],
])('policy %s, changes %j: forbidden %s', (policy, changes, forbidden) => {
  expect(isForbidden(policy, changes)).toBe(forbidden);
});

it('counts the owner ids of all clusters and those that the zone adopts as ours', () => {
  const configuration = { ...settings(), edges: [edgeOf('sync')] };
  const [zone] = configuration.zones;
  expect(zone && planSettings(configuration, { ...zone, adopt: ['old'] })).toEqual({
    zoneName: 'example.com',
    ownership: configuration.ownership,
    ours: new Set(['demo', 'old']),
    adopted: new Set(['old']),
  });
});

it('says of a site how its records stand', () => {
  const type = 'DnsReady';
  expect([
    inSync(),
    changePending('example.com'),
    releasing(),
    notReady('Observing', 'm'),
    notReady('Held', 'm'),
  ]).toEqual([
    { type, status: 'True', reason: 'InSync', message: 'the records are on all name servers of the zone' },
    {
      type,
      status: 'False',
      reason: 'ChangePending',
      message: 'Route 53 has accepted the change of example.com and is spreading it',
    },
    { type, status: 'False', reason: 'Releasing', message: 'the records are deleted; Route 53 is spreading that' },
    { type, status: 'Unknown', reason: 'Observing', message: 'm' },
    { type, status: 'False', reason: 'Held', message: 'm' },
  ]);
});
