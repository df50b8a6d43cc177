import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsLimit, type ObjectChange } from '../../../functions/claims/hosts/claim-set.ts';
import { decideHost, type HostDecision } from '../../../functions/claims/hosts/holders.ts';
import type { HostInput } from '../../../functions/claims/hosts/host-input.ts';
import type { View } from '../../../shared/domain/configuration.ts';
import { siteText } from '../../../shared/domain/site.ts';
import type { LaneRow, SiteRow } from '../../../shared/rows/site-rows.ts';
import { dnsLane } from '../../../shared/rows/zone-rows.ts';

const host = 'app.example.com';
const nowMs = 1_700_000_000_000;

interface Asked {
  readonly namespace: string;
  readonly name: string;
  readonly cluster?: string;
  readonly edge?: string;
  readonly views?: readonly View[];
  readonly creationTimestamp?: string;
  readonly target?: string;
}

const zoneOf = (view: View): string => (view === 'public' ? 'Z1' : 'Z2');

function change({
  namespace,
  name,
  cluster = 'demo',
  edge = 'public',
  views = ['public'],
  creationTimestamp,
  target = '192.0.2.1',
}: Asked): ObjectChange {
  const key = `${namespace}/${name}`;
  return {
    source: { cluster, apiGroup: 'networking.k8s.io', kind: 'Ingress', key },
    namespace,
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    keepOthers: false,
    wishes: views.map((view) => ({
      site: { host, view, setIdentifier: '' },
      wish: {
        edge,
        zone: zoneOf(view),
        ...(target === '' ? {} : { target: { kind: 'addresses', addresses: [target] } }),
        ttlSeconds: 300,
        ownerId: cluster,
        resource: `ingress/${key}`,
      },
    })),
  };
}

/** The same object, asking for nothing. */
const gone = (asked: Asked): ObjectChange => change({ ...asked, views: [] });

const start: HostInput = {
  host,
  nowMs,
  sites: [],
  claims: [],
  laneRows: [],
  owned: [],
  readZones: new Set(['Z1', 'Z2']),
  reserved: false,
  changes: [],
  laneOf: dnsLane,
  releaseAfterMs: () => 120_000,
  hasQuota: false,
  incarnation: 'incarnation-1',
  stopOf: () => undefined,
  edgeServes: () => true,
  mayRelease: new Map(),
};

/** The state after a decision, as the table would hold it; lane rows as dns left them. */
function after(input: HostInput, decision: HostDecision, applied: boolean): HostInput {
  const laneRows = decision.sites.flatMap((site) =>
    site.lanes.map(
      (lane): LaneRow =>
        input.laneRows.find((row) => row.lane === lane && siteText(row.site) === siteText(site)) ?? {
          site: { host, view: site.view, setIdentifier: '' },
          lane,
          generation: site.generation,
          conditions: [],
          applied,
        },
    ),
  );
  const { hostRow: _old, ...rest } = input;
  const empty = decision.sites.length === 0 && decision.claims.length === 0;
  const hostRow = { host, holders: decision.holders, version: (input.hostRow?.version ?? 0) + 1 };
  return {
    ...rest,
    ...(empty ? {} : { hostRow }),
    sites: decision.sites,
    claims: decision.claims,
    laneRows,
    changes: [],
    mayRelease: new Map(),
  };
}

function play(steps: readonly (readonly ObjectChange[])[], from: HostInput = start, applied = false): HostInput {
  let state = from;
  for (const changes of steps) {
    const input = { ...state, changes };
    state = after(input, decideHost(input), applied);
  }
  return state;
}

const holderOf = (state: HostInput, view: View = 'public'): string | undefined =>
  state.sites.find((site) => site.view === view)?.holder.key;
const verdictsOf = (state: HostInput): Record<string, string> =>
  Object.fromEntries(
    state.claims.map(({ source, site, verdict, reason }) => [`${source.key} ${site.view}`, `${verdict} ${reason}`]),
  );
const permitted = (sites: readonly SiteRow[]): HostInput['mayRelease'] =>
  new Map(
    sites.flatMap((site) =>
      site.release === undefined ? [] : [[siteText(site), { release: site.release.id, counted: true }]],
    ),
  );
const all = (state: HostInput): HostInput => ({
  ...state,
  mayRelease: permitted(state.sites),
});
const decided = (input: HostInput): HostInput => after(input, decideHost(input), false);

const asked = fc.record({
  namespace: fc.constantFrom('shop', 'blog'),
  name: fc.constantFrom('a', 'b', 'c'),
  edge: fc.constantFrom('public', 'other'),
  views: fc.subarray<View>(['public', 'private']),
  creationTimestamp: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
});
const mark = (zone: string, key: string) => ({ zone, ownerId: 'demo', resource: `ingress/${key}`, adopted: false });
const situation = fc.record({
  owned: fc.subarray([mark('Z1', 'shop/a'), mark('Z2', 'blog/a'), mark('Z1', 'blog/b')]),
  steps: fc.array(fc.array(asked, { maxLength: 3 }), { maxLength: 6 }),
  reserved: fc.boolean(),
  applied: fc.boolean(),
  read: fc.subarray(['Z1', 'Z2']),
  releases: fc.boolean(),
});
interface Situation {
  readonly owned: HostInput['owned'];
  readonly steps: readonly (readonly Asked[])[];
  readonly reserved: boolean;
  readonly applied: boolean;
  readonly read: readonly string[];
  readonly releases: boolean;
}

function reach({ owned, steps, reserved, applied, read, releases }: Situation): HostInput {
  let state: HostInput = { ...start, owned, reserved, readZones: new Set(read) };
  for (const step of steps) {
    const unique = [...new Map(step.map((one) => [`${one.namespace}/${one.name}`, one])).values()];
    state = play([unique.map(change)], state, applied);
    if (releases) state = decided(all(state));
  }
  return state;
}

describe('deciding a host', () => {
  it('changes nothing when it is decided again', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const state = reach(given);
        const again = decideHost(state);
        expect(again.sites).toEqual(state.sites);
        expect(again.claims).toEqual(state.claims);
        expect(again.holders).toEqual(state.hostRow?.holders ?? []);
      }),
    );
  });

  it('gives every claim a verdict, every refusal a reason, and serves no refused one', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const state = reach(given);
        for (const claim of state.claims) {
          const site = state.sites.find((one) => siteText(one) === siteText(claim.site));
          const holds =
            site?.state === 'live' && site.holder.key === claim.source.key && site.wish.edge === claim.wish.edge;
          if (claim.verdict === 'refused') expect(claim.reason).toBeDefined();
          if (claim.verdict === 'refused') expect(claim.message).toBeTruthy();
          expect(claim.verdict === 'holder').toBe(holds);
        }
      }),
    );
  });

  it('lets a host that nobody reserved belong to one namespace, except where it is being given up', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const state = reach({ ...given, reserved: false });
        const staying = state.sites.filter((site) => site.state === 'live' && site.release === undefined);
        expect(new Set(staying.map((site) => site.holder.key.split('/')[0])).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not depend on what arrives first, while nothing was applied', () => {
    const several = fc.uniqueArray(asked, {
      selector: ({ namespace, name }) => `${namespace}/${name}`,
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        several.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        fc.boolean(),
        ([list, order], reserved) => {
          const known = { ...start, reserved };
          const one = play(
            list.map((each) => [change(each)]),
            known,
          );
          const other = play(
            order.map((each) => [change(each)]),
            known,
          );
          const together = play([list.map(change)], known);
          const live = (state: HostInput) =>
            state.sites
              .filter((site) => site.release === undefined && site.state === 'live')
              .map((site) => `${siteText(site)} ${site.holder.key} ${site.wish.edge}`);
          expect(live(other)).toEqual(live(one));
          expect(live(together)).toEqual(live(one));
        },
      ),
    );
  });

  it('gives a host to whom a mark in the zone names, whatever arrives first', () => {
    const several = fc.uniqueArray(asked, { selector: ({ namespace, name }) => `${namespace}/${name}`, minLength: 1 });
    fc.assert(
      fc.property(
        several.chain((list) =>
          fc.tuple(fc.constantFrom(...list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        fc.boolean(),
        fc.constantFrom<View>('public', 'private'),
        ([named, order], reserved, view) => {
          const key = `${named.namespace}/${named.name}`;
          const owned = [{ ...mark(zoneOf(view), key), awaits: { until: 'walk', cluster: 'demo' } as const }];
          const state = play(
            order.map((each) => [change(each)]),
            { ...start, owned, reserved },
          );
          expect(holderOf(state, view)).toBe(named.views.includes(view) ? key : undefined);
          if (!named.views.includes(view)) expect(state.sites).toEqual([]);
        },
      ),
    );
  });

  it('makes no new holder in a zone that was not read', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const state = reach({ ...given, read: ['Z2'] });
        expect(state.sites.some((site) => site.wish.zone === 'Z1')).toBe(false);
      }),
    );
  });

  it('raises the generation with every change of wish or state, and the version with every change', () => {
    fc.assert(
      fc.property(situation, asked, (given, more) => {
        const state = reach(given);
        const next = play([[change(more)]], state);
        for (const site of next.sites) {
          const before = state.sites.find((one) => siteText(one) === siteText(site));
          if (before === undefined) continue;
          const same = JSON.stringify(before) === JSON.stringify(site);
          expect(site.version).toBe(before.version + (same ? 0 : 1));
          const looked = JSON.stringify([before.wish, before.state]) !== JSON.stringify([site.wish, site.state]);
          expect(site.generation).toBe(before.generation + (looked ? 1 : 0));
        }
      }),
    );
  });
});

describe('who comes first', () => {
  const old = { namespace: 'shop', name: 'z', creationTimestamp: '2026-01-01T00:00:00Z' };
  const young = { namespace: 'blog', name: 'a', creationTimestamp: '2026-02-01T00:00:00Z' };

  it.each<[string, Asked[], string]>([
    ['the older', [young, old], 'shop/z'],
    ['one with a creation time before one without', [{ namespace: 'blog', name: 'a' }, old], 'shop/z'],
    [
      'of two without, the smaller key',
      [
        { namespace: 'shop', name: 'b' },
        { namespace: 'blog', name: 'c' },
      ],
      'blog/c',
    ],
    [
      'of two clusters, the smaller name',
      [
        { namespace: 'a', name: 'a', cluster: 'two' },
        { namespace: 'b', name: 'b', cluster: 'one' },
      ],
      'b/b',
    ],
  ])('%s', (_name, list, holder) => {
    expect(holderOf(play([list.map(change)]))).toBe(holder);
  });

  it('whom the TXT of the zone names, before the older', () => {
    const owned = [{ zone: 'Z1', ownerId: 'demo', resource: 'ingress/blog/a', adopted: false }];
    expect(holderOf(play([[change(old), change(young)]], { ...start, owned }))).toBe('blog/a');
  });

  it('whom the TXT of an owner names that the zone takes over from', () => {
    const owned = [{ zone: 'Z1', ownerId: 'default', resource: 'ingress/blog/a', adopted: true }];
    expect(holderOf(play([[change(old), change(young)]], { ...start, owned }))).toBe('blog/a');
  });

  it('nobody by a TXT of another owner or zone', () => {
    const owned = [
      { zone: 'Z1', ownerId: 'other', resource: 'ingress/blog/a', adopted: false },
      { zone: 'Z9', ownerId: 'demo', resource: 'ingress/blog/a', adopted: false },
    ];
    expect(holderOf(play([[change(old), change(young)]], { ...start, owned }))).toBe('shop/z');
  });

  it('the present holder once its record stands', () => {
    const state = play([[change(young)], [change(old)]], start, true);
    expect(holderOf(state)).toBe('blog/a');
    expect(verdictsOf(state)).toEqual({ 'blog/a public': 'holder Accepted', 'shop/z public': 'refused HostTaken' });
  });

  it('the namespace over all views: another one gets no private site beside it', () => {
    const state = play([[change(young)], [change({ ...old, views: ['private'] })]], start, true);
    expect(holderOf(state, 'private')).toBeUndefined();
    expect(verdictsOf(state)['shop/z private']).toBe('refused HostTaken');
  });

  it('names cluster and namespace of the holder, not its objects', () => {
    const state = play([[change(young)], [change(old)]], start, true);
    const message = state.claims.find(({ verdict }) => verdict === 'refused')?.message ?? '';
    expect(message).toContain('namespace blog of cluster demo');
    expect(message).not.toContain('blog/a');
  });
});

describe('leaving', () => {
  const a = { namespace: 'shop', name: 'a' };
  const b = { namespace: 'shop', name: 'b' };
  const other = { namespace: 'blog', name: 'x' };
  const site = (state: HostInput): SiteRow | undefined => state.sites[0];

  it('hands over at once to a compatible claim, as a change', () => {
    const state = play([[change(a), change(b)], [gone(a)]], start, true);
    expect(site(state)).toMatchObject({ holder: { key: 'shop/b' }, generation: 2 });
    expect(site(state)?.release).toBeUndefined();
  });

  it.each<[string, Asked, boolean]>([
    ['of another edge', { ...b, edge: 'other' }, false],
    ['of another cluster on a reserved host', { ...b, cluster: 'two' }, true],
  ])('waits for the release before it hands over to one %s', (_name, heir, reserved) => {
    const waiting = play([[change(a), change(heir)], [gone(a)]], { ...start, reserved }, true);
    expect(site(waiting)).toMatchObject({ holder: { key: 'shop/a' }, release: { dueMs: nowMs + 120_000 } });
    const state = decided(all(waiting));
    expect(site(state)).toMatchObject({
      holder: { key: heir === undefined ? '' : 'shop/b' },
      state: 'live',
      generation: 2,
    });
    expect(site(state)?.release).toBeUndefined();
  });

  it('lets namespaces that share a reserved pattern take over at once', () => {
    const state = play([[change(a), change(other)], [gone(a)]], { ...start, reserved: true }, true);
    expect(site(state)).toMatchObject({ holder: { key: 'blog/x' } });
  });

  it('keeps the first due time, and clears the release when the claim returns', () => {
    const left = play([[change(a)], [gone(a)]], start, true);
    const later = play([[]], { ...left, nowMs: nowMs + 60_000 }, true);
    expect(site(later)?.release?.dueMs).toBe(nowMs + 120_000);
    const back = play([[change(a)]], later, true);
    expect(site(back)?.release).toBeUndefined();
    expect(site(back)?.generation).toBe(1);
  });

  it('makes a dying site live again with a new generation', () => {
    const dying = decided(all(play([[change(a)], [gone(a)]], start, true)));
    expect(site(dying)).toMatchObject({ state: 'dying', generation: 2 });
    expect(site(play([[change(a)]], dying, true))).toMatchObject({ state: 'live', generation: 3 });
  });

  it('keeps others out while it dies, and is gone without finalizers', () => {
    const dying = decided(all(play([[change(a)], [gone(a)]], start, true)));
    const refused = play([[change(other)]], dying, true);
    expect(verdictsOf(refused)).toEqual({ 'blog/x public': 'refused HostTaken' });
    expect(holderOf(decided({ ...refused, laneRows: [] }))).toBe('blog/x');
    expect(decideHost({ ...dying, laneRows: [] })).toMatchObject({ sites: [], claims: [], holders: [] });
  });

  it('lets the next namespace have the host only when all sites of the leaver may go', () => {
    const both = play([[change({ ...a, views: ['public', 'private'] })], [change(other)], [gone(a)]], start, true);
    const half = decided({ ...both, mayRelease: permitted(both.sites.filter(({ view }) => view === 'public')) });
    expect(half.sites.find(({ view }) => view === 'public')).toMatchObject({
      state: 'dying',
      holder: { key: 'shop/a' },
    });
    const whole = decided(all(both));
    expect(whole.sites.find(({ view }) => view === 'public')).toMatchObject({
      state: 'live',
      holder: { key: 'blog/x' },
    });
    expect(whole.sites.find(({ view }) => view === 'private')).toMatchObject({ state: 'dying' });
  });

  it('keeps the last known target while there is none', () => {
    const state = play([[change(a)], [change({ ...a, target: '' })]], start, true);
    expect(site(state)?.wish.target).toEqual({ kind: 'addresses', addresses: ['192.0.2.1'] });
    expect(verdictsOf(state)).toEqual({ 'shop/a public': 'holder NoAddress' });
  });

  it('looks at the old and the new lane when the zone changes', () => {
    const moved = change(a);
    const wishes = moved.wishes.map((one) => ({ ...one, wish: { ...one.wish, zone: 'Z2' } }));
    const state = play([[change(a)], [{ ...moved, wishes }]], start, true);
    expect(site(state)).toMatchObject({ lanes: ['dns:Z1', 'dns:Z2'], generation: 2 });
    const kept = { ...state, laneRows: state.laneRows.filter(({ lane }) => lane === 'dns:Z2') };
    expect(site(decided(kept))).toMatchObject({ lanes: ['dns:Z2'], generation: 2 });
  });
});

describe('after a loss of the table', () => {
  it('ends nothing that stands in a zone without a release', () => {
    const [shop, blog] = [
      { namespace: 'shop', name: 'a' },
      { namespace: 'blog', name: 'a', views: ['private' as const] },
    ];
    const owned = [
      { zone: 'Z1', ownerId: 'demo', resource: 'ingress/shop/a', adopted: false },
      { zone: 'Z2', ownerId: 'demo', resource: 'ingress/blog/a', adopted: false },
    ];
    const state = play([[change(shop)], [change(blog)]], { ...start, owned });
    expect(state.sites.every((site) => site.state === 'live')).toBe(true);
    expect(holderOf(state)).toBe('shop/a');
  });
});

describe('room on a host', () => {
  it('is for a limited number of claims; the rest are queued and the stored ones keep their place', () => {
    const many = Array.from({ length: claimsLimit + 5 }, (_, index) =>
      change({ namespace: 'shop', name: `n${String(index).padStart(3, '0')}` }),
    );
    const decision = decideHost({ ...start, changes: many });
    expect(decision.claims.length).toBe(claimsLimit);
    expect(decision.queued.map(({ source }) => source.key)).toEqual([
      'shop/n060',
      'shop/n061',
      'shop/n062',
      'shop/n063',
      'shop/n064',
    ]);
    const full = after(start, decision, true);
    const early = decideHost({ ...full, changes: [change({ namespace: 'shop', name: 'a' })] });
    expect(early.queued.map(({ source }) => source.key)).toEqual(['shop/a']);
  });
});
