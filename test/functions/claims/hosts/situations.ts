import fc from 'fast-check';
import type { HostInput } from '../../../../functions/claims/hosts/host-input.ts';
import type { View } from '../../../../shared/domain/configuration.ts';
import type { RoutingPolicy } from '../../../../shared/domain/record.ts';
import { type Asked, all, change, decided, play, start } from './deciding.ts';

const policies: readonly RoutingPolicy[] = [
  { kind: 'weighted', weight: 1 },
  { kind: 'weighted', weight: 2 },
  { kind: 'failover', role: 'PRIMARY' },
  { kind: 'failover', role: 'SECONDARY' },
  { kind: 'latency', region: 'eu-west-1' },
];
export const set = fc.tuple(fc.constantFrom('blue', 'green'), fc.constantFrom(...policies));

const plain = {
  namespace: fc.constantFrom('shop', 'blog'),
  name: fc.constantFrom('a', 'b', 'c'),
  edge: fc.constantFrom('public', 'other'),
  views: fc.subarray<View>(['public', 'private']),
  creationTimestamp: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
};
/** With a plain record set. */
export const asked = fc.record(plain);
/** Some with a routing policy. */
export const routed = fc.record(
  { ...plain, set },
  { requiredKeys: ['namespace', 'name', 'edge', 'views', 'creationTimestamp'] },
);
export const mark = (zone: string, key: string, setIdentifier = '') => ({
  zone,
  setIdentifier,
  ownerId: 'demo',
  resource: `ingress/${key}`,
  adopted: false,
});
export const situation: fc.Arbitrary<Situation> = fc.record({
  owned: fc.subarray([mark('Z1', 'shop/a'), mark('Z2', 'blog/a'), mark('Z1', 'blog/b'), mark('Z1', 'shop/a', 'blue')]),
  steps: fc.array(fc.array(fc.oneof(asked, routed), { maxLength: 3 }), { maxLength: 6 }),
  reserved: fc.boolean(),
  applied: fc.boolean(),
  read: fc.subarray(['Z1', 'Z2']),
  releases: fc.boolean(),
});
export interface Situation {
  readonly owned: HostInput['owned'];
  readonly steps: readonly (readonly Asked[])[];
  readonly reserved: boolean;
  readonly applied: boolean;
  readonly read: readonly string[];
  readonly releases: boolean;
}

export function reach({ owned, steps, reserved, applied, read, releases }: Situation): HostInput {
  let state: HostInput = { ...start, owned, reserved, readZones: new Set(read) };
  for (const step of steps) {
    const unique = [...new Map(step.map((one) => [`${one.namespace}/${one.name}`, one])).values()];
    state = play([unique.map(change)], state, applied);
    if (releases) state = decided(all(state));
  }
  return state;
}

const old = { creationTimestamp: '2026-01-01T00:00:00Z' };
const blue = (policy: RoutingPolicy) => ['blue', policy] as const;
const green = (policy: RoutingPolicy) => ['green', policy] as const;
const weighted: RoutingPolicy = { kind: 'weighted', weight: 1 };
const primary: RoutingPolicy = { kind: 'failover', role: 'PRIMARY' };
const open = { owned: [], reserved: false, applied: true, read: ['Z1', 'Z2'], releases: false };
const on = (name: string, edge: string, over: Partial<Asked> = {}): Asked => {
  return { namespace: 'shop', name, edge, views: ['public'], ...old, ...over };
};

const stories: readonly Situation[] = [
  // an identifier is left to another edge's object, whose set may not stand beside the new one
  {
    ...open,
    steps: [
      [on('c', 'other')],
      [
        on('a', 'public', { set: green(weighted) }),
        on('c', 'other', { set: blue(primary) }),
        on('b', 'other', { set: blue(weighted) }),
      ],
    ],
  },
  // an identifier is left and asked for by another edge's object at once
  {
    ...open,
    steps: [
      [on('b', 'public', { set: blue(weighted) })],
      [on('b', 'public', { set: green(weighted) }), on('a', 'other', { set: blue(weighted) })],
    ],
  },
  // an object comes back to what it left on another edge
  {
    ...open,
    applied: false,
    steps: [
      [on('b', 'other', { set: blue(weighted) })],
      [on('b', 'public', { set: green(weighted) })],
      [on('b', 'public', { views: [] })],
      [on('b', 'other', { set: green(weighted) })],
    ],
  },
  // whose sets a refusal names is not yet known while one of them changes hands
  {
    ...open,
    reserved: true,
    steps: [
      [on('b', 'public', { namespace: 'blog' })],
      [on('a', 'public', { set: blue(weighted) })],
      [on('b', 'public', { namespace: 'blog', views: [] }), on('c', 'public')],
    ],
  },
  // a mark on the record set that its object has just left
  {
    ...open,
    applied: false,
    owned: [mark('Z1', 'blog/b')],
    steps: [[on('c', 'other')], [on('a', 'public'), on('c', 'other', { set: blue(weighted) })]],
  },
  // policies of two objects that change in the same decision as a third one comes
  {
    ...open,
    releases: true,
    steps: [
      [on('c', 'public')],
      [on('a', 'public', { set: green(weighted) }), on('c', 'public', { set: blue(primary) })],
    ],
  },
];

/** Situations that were once decided otherwise when looked at again, as examples for a property of one. */
export const found: [Situation][] = stories.map((one) => [one]);
