import { describe, expect, it } from 'vitest';
import { viewText, type Wishing, withinQuota } from '../../../../functions/claims/wishes/quota.ts';
import type { SettledClaim } from '../../../../shared/rows/object-rows.ts';
import { ingressRef } from '../samples.ts';

const host = 'app.example.com';
const claim = (over: Partial<SettledClaim>): SettledClaim => ({
  ...{ host, view: 'public', setIdentifier: 'blue', verdict: 'holder' },
  ...over,
});

/** An object of a namespace that is full, which asks for another identifier of a name than it had. */
function asking(claims: readonly SettledClaim[], over: Partial<Wishing['wishes']> = {}): Wishing {
  const site = { host, view: 'public' as const, setIdentifier: 'green' };
  const wish = { edge: 'public', zone: 'Z1', ttlSeconds: 300, ownerId: 'demo', resource: '' };
  const row = { ref: ingressRef('team/app'), marker: 'm', gone: false, claims, skipped: [], hosts: [] };
  return { row, wishes: { wishes: [{ site, wish }], refused: [], skipped: [], keepOthers: false, ...over } };
}

const full = { limit: 1, sites: new Set<string>(), held: new Map([['team', 1]]), views: new Set<string>() };
const views = new Set([viewText('team', { host, view: 'public' })]);
const served = (wishing: Wishing, book = full) => withinQuota([wishing], book)[0]?.wishes.wishes.length === 1;

describe('another identifier in a full namespace', () => {
  it.each<[string, Wishing, typeof full, boolean]>([
    ['takes the place of the one it holds', asking([claim({})]), full, true],
    ['is a new name where it held none', asking([]), full, false],
    ['is a new name where it was only compatible', asking([claim({ verdict: 'compatible' })]), full, false],
    ['is a new name where it held another view', asking([claim({ view: 'private' })]), full, false],
    ['is a new name where it held another host', asking([claim({ host: 'other.example.com' })]), full, false],
    ['is a new name where that very one is held', asking([claim({ setIdentifier: 'green' })]), full, false],
    ['is a new name where what it had is kept', asking([claim({})], { keepOthers: true }), full, false],
    ['is a new name where what it had on the host is kept', asking([claim({})], { kept: [host] }), full, false],
    ['takes its place where another host is kept', asking([claim({})], { kept: ['other.example.com'] }), full, true],
    [
      'keeps what stands while it is not decided',
      asking([claim({ verdict: 'refused', reason: 'RoutingConflict' })]),
      { ...full, views },
      true,
    ],
    [
      'keeps nothing while it is not decided and nothing stands',
      asking([claim({ verdict: 'refused', reason: 'ZoneNotRead' })]),
      full,
      false,
    ],
  ])('%s', (_, wishing, book, expected) => {
    expect(served(wishing, book)).toBe(expected);
  });

  it('is refused with the namespace, its quota and what to do', () => {
    expect(withinQuota([asking([])], full)[0]?.wishes.refused).toEqual([
      {
        ...{ host, view: 'public', setIdentifier: 'green', verdict: 'refused', reason: 'QuotaReached' },
        message: 'namespace team holds as many names as it may (1); give one up, or ask for a higher hosts.quota',
      },
    ]);
  });
});
