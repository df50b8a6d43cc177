import { describe, expect, it } from 'vitest';
import type { HostDecision } from '../../../../functions/claims/hosts/holders.ts';
import { byHost, changeAt, hostsOf, type Settling, settledRow } from '../../../../functions/claims/plan/settle.ts';
import type { Wish } from '../../../../functions/claims/wishes/types.ts';
import type { SettledClaim, Skipped } from '../../../../shared/rows/object-rows.ts';
import { ingress, ingressRef, siteOf } from '../samples.ts';

const wish = { edge: 'public', zone: 'Z1', ttlSeconds: 300, ownerId: 'demo', resource: 'ingress/shop/web' };
const wishFor = (host: string): Wish => ({ site: siteOf(host), wish });
const settling = (
  over: {
    hosts?: readonly string[];
    wishes?: readonly Wish[];
    refused?: readonly SettledClaim[];
    skipped?: readonly Skipped[];
  } = {},
): Settling => ({
  row: {
    ref: ingressRef('shop/web'),
    marker: 'm2',
    settledMarker: 'm1',
    gone: false,
    object: ingress('shop/web', [], { creationTimestamp: '2026-01-01T00:00:00Z' }),
    claims: [],
    skipped: [],
    hosts: over.hosts ?? [],
  },
  wishes: { wishes: over.wishes ?? [], refused: over.refused ?? [], skipped: over.skipped ?? [], keepOthers: false },
});
const decision = (host: string, over: Partial<HostDecision> = {}): HostDecision => ({
  holders: [],
  sites: [],
  claims: [
    {
      site: siteOf(host),
      source: ingressRef('shop/web'),
      namespace: 'shop',
      wish,
      verdict: 'holder',
      reason: 'Accepted',
    },
  ],
  queued: [],
  ...over,
});
const refusedAt = (host: string, message: string): SettledClaim => ({
  host,
  view: 'public',
  setIdentifier: '',
  verdict: 'refused',
  reason: 'NoZone',
  message,
});

describe('what is settled of an object', () => {
  it('is every host that it names or may have a claim on', () => {
    const one = settling({
      hosts: ['old.example.com', 'a.example.com'],
      wishes: [wishFor('a.example.com'), wishFor('b.example.com')],
    });
    expect([...hostsOf(one)].sort()).toEqual(['a.example.com', 'b.example.com', 'old.example.com']);
    expect([...byHost([one, one]).entries()].map(([host, list]) => [host, list.length])).toEqual([
      ['old.example.com', 2],
      ['a.example.com', 2],
      ['b.example.com', 2],
    ]);
  });

  it('is a change of its wishes at each host', () => {
    const one = settling({ hosts: ['old.example.com'], wishes: [wishFor('a.example.com')] });
    const change = {
      source: ingressRef('shop/web'),
      namespace: 'shop',
      creationTimestamp: '2026-01-01T00:00:00Z',
      keepOthers: false,
    };
    expect(changeAt(one, 'a.example.com')).toEqual({ ...change, wishes: [wishFor('a.example.com')] });
    expect(changeAt(one, 'old.example.com')).toEqual({ ...change, wishes: [] });
  });

  it('is written down with verdicts, refusals and skips, and only the hosts that it still has claims on', () => {
    const skipped: Skipped[] = [{ reason: 'InvalidHost', message: 'x' }];
    const one = settling({
      hosts: ['old.example.com'],
      wishes: [wishFor('a.example.com')],
      refused: [refusedAt('0.example.org', 'no zone')],
      skipped,
    });
    const decisions = new Map([
      ['a.example.com', decision('a.example.com')],
      ['old.example.com', decision('old.example.com', { claims: [] })],
    ]);
    expect(settledRow(one, decisions)).toMatchObject({
      settledMarker: 'm2',
      hosts: ['a.example.com'],
      claims: [
        { host: '0.example.org', verdict: 'refused', reason: 'NoZone' },
        { host: 'a.example.com', verdict: 'holder', reason: 'Accepted' },
      ],
      skipped,
    });
  });

  it('keeps what it had on a host that is asked for in a way that cannot be written', () => {
    const one = settling({ hosts: ['a.example.com', 'b.example.com'] });
    const kept = { ...one, wishes: { ...one.wishes, kept: ['a.example.com'] } };
    expect([changeAt(kept, 'a.example.com').keepOthers, changeAt(kept, 'b.example.com').keepOthers]).toEqual([
      true,
      false,
    ]);
    expect(changeAt({ ...one, wishes: { ...one.wishes, keepOthers: true } }, 'b.example.com').keepOthers).toBe(true);
  });

  it('has no creation time where the object has none, or is gone', () => {
    const { object: _object, ...gone } = settling().row;
    const young = { ...gone, object: ingress('shop/web', []) };
    for (const row of [gone, young]) expect('creationTimestamp' in changeAt({ ...settling(), row }, 'a')).toBe(false);
  });

  it('writes of each claim its own words, in the order of the hosts, and of no other object', () => {
    const [mine] = decision('b.example.com').claims;
    const other = { ...mine, source: ingressRef('blog/x') };
    const { reason: _reason, ...silent } = { ...mine, site: siteOf('a.example.com') };
    const queued = [{ site: siteOf('c.example.com'), source: ingressRef('blog/x'), namespace: 'blog', wish }];
    const row = settledRow(
      settling(),
      new Map([
        ['c.example.com', decision('c.example.com', { claims: [], queued })],
        [
          'b.example.com',
          decision('b.example.com', { claims: [{ ...mine, message: 'words' }, other] as HostDecision['claims'] }),
        ],
        ['a.example.com', decision('a.example.com', { claims: [silent] as HostDecision['claims'] })],
      ]),
    );
    const holder = { view: 'public', setIdentifier: '', verdict: 'holder' };
    expect(row.claims).toEqual([
      { host: 'a.example.com', ...holder },
      { host: 'b.example.com', ...holder, reason: 'Accepted', message: 'words' },
    ]);
    expect('message' in (row.claims[0] ?? {})).toBe(false);
    expect('reason' in (row.claims[0] ?? {})).toBe(false);
    expect(row.hosts).toEqual(['a.example.com', 'b.example.com']);
  });

  it('keeps a host that has no room for it, with the reason', () => {
    const queued = { site: siteOf('a.example.com'), source: ingressRef('shop/web'), namespace: 'shop', wish };
    const row = settledRow(
      settling({ wishes: [wishFor('a.example.com')] }),
      new Map([['a.example.com', decision('a.example.com', { claims: [], queued: [queued] })]]),
    );
    expect(row).toMatchObject({ hosts: ['a.example.com'], claims: [{ verdict: 'refused', reason: 'TooManyClaims' }] });
  });

  it('fits a row of the table, however much is wrong', () => {
    const long = 'x'.repeat(400);
    const refused = Array.from({ length: 1_200 }, (_, index) => refusedAt(`h${index}.example.org`, long));
    const skipped = Array.from({ length: 1_200 }, (): Skipped => ({ reason: 'InvalidHost', message: long }));
    const row = settledRow(settling({ refused, skipped }), new Map());
    expect(JSON.stringify(row).length).toBeLessThan(350_000);
    expect(row.claims).toHaveLength(1_200);
    expect(row.claims.every(({ reason }) => reason === 'NoZone')).toBe(true);
    expect(row.skipped.at(-1)?.message).toContain('1150 more');
  });

  it('fits a row of the table in bytes, too', () => {
    const name = (index: number) => `${'h'.repeat(50)}${index}.example.com`;
    const refused = Array.from({ length: 2_400 }, (_, index) => ({
      ...refusedAt(name(index), 'ü'.repeat(400)),
      reason: index === 2_399 ? ('ZoneNotRead' as const) : ('NoZone' as const),
    }));
    const row = settledRow(settling({ refused }), new Map());
    expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThan(200_000);
    expect(new Set(row.claims.map(({ reason }) => reason))).toEqual(new Set(['NoZone', 'ZoneNotRead']));
    expect(row.skipped.at(-1)?.message).toContain('2349 NoZone');
  });
});
