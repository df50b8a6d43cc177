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
export const mark = (zone: string, key: string) => ({
  zone,
  ownerId: 'demo',
  resource: `ingress/${key}`,
  adopted: false,
});
export const situation = fc.record({
  owned: fc.subarray([mark('Z1', 'shop/a'), mark('Z2', 'blog/a'), mark('Z1', 'blog/b')]),
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
