import fc from 'fast-check';
import type { EdgeState, LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import type { Fate, LaneModel } from './lane-model.ts';
import { balancer, certificate, dayMs, demand, edge, laneState, listenerArn, nowMs, settings } from './lanes.ts';

const hourMs = 3_600_000;
const labels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '*', 'x.a', 'y.a', 'x.b'];
export const hosts = [
  ...labels.map((label) => `${label}.example.com`),
  'example.com',
  'other.test',
  `${'l'.repeat(60)}.example.com`,
];
const names = [...hosts, '*.a.example.com'].filter((host) => host.length <= 64);

const arbitraryEdge = fc
  .record({
    names: fc.constantFrom('wildcard' as const, 'host' as const),
    keyAlgorithm: fc.constantFrom('RSA_2048' as const, 'EC_prime256v1' as const),
    reuse: fc.constantFrom([], 'any' as const),
    perNamespaceAndYear: fc.constantFrom(2, 50, 50, 50),
    mode: fc.constantFrom('acm' as const, 'acm' as const, 'issue-only' as const),
  })
  .map((options): EdgeState => {
    const { loadBalancer = '', ...plain } = edge({ settings: { ...settings, ...options } });
    return options.mode === 'acm' ? { ...plain, loadBalancer } : plain;
  });
const arbitraryDemands = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...hosts), fc.constantFrom('public', 'second')), {
    selector: (pair) => pair.join(),
    maxLength: 24,
  })
  .map((pairs) =>
    pairs.map(([host, name], index) =>
      demand(host, { edge: name, namespace: `demo/${index % 3}`, sinceMs: nowMs - index * hourMs }),
    ),
  );
const arbitraryCertificate = fc.record({
  names: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
  status: fc.constantFrom('ISSUED' as const, 'ISSUED' as const, 'PENDING_VALIDATION' as const, 'FAILED' as const),
  type: fc.constantFrom('AMAZON_ISSUED' as const, 'AMAZON_ISSUED' as const, 'IMPORTED' as const, 'PRIVATE' as const),
  keyAlgorithm: fc.constantFrom('RSA_2048', 'EC_prime256v1'),
  leftDays: fc.constantFrom(-1, 3, 90),
  ours: fc.boolean(),
  on: fc.constantFrom('nothing', 'nothing', 'list', 'default'),
});
export const arbitraryLane = fc
  .record({
    first: arbitraryEdge,
    second: arbitraryEdge,
    demands: arbitraryDemands,
    certificates: fc.array(arbitraryCertificate, { maxLength: 6 }),
    most: fc.constantFrom(3, 4, 6, 25),
    listeners: fc.constantFrom(1, 1, 2),
    share: fc.constantFrom({}, {}, { mostPerNamespace: 1 }, { mostPerNamespace: 2 }),
  })
  .map(({ first, second, demands, certificates, most, listeners, share }): LaneState => {
    const known = certificates.map(({ leftDays, on: _on, ...one }, index) =>
      certificate(`known-${index}`, one.names, {
        ...one,
        notAfterMs: nowMs + leftDays * dayMs,
        createdMs: nowMs - hourMs,
      }),
    );
    const isOn = (where: string, index: number): boolean =>
      certificates[index]?.on === where && known[index]?.status === 'ISSUED';
    const listed = known.filter((_, index) => isOn('list', index)).slice(0, Math.floor(most / listeners));
    const standard = known.find((_, index) => isOn('default', index))?.arn;
    const loadBalancer = balancer([], {
      most,
      ...share,
      listeners: Array.from({ length: listeners }, (_, index) => ({
        arn: listenerArn(`public-${index}`),
        ...(standard === undefined ? {} : { default: standard }),
        entries: listed.map(({ arn }) => ({ certificate: arn })),
      })),
    });
    const edges = [first, { ...second, name: 'second' }];
    return laneState({ edges, demands, certificates: known, loadBalancers: [loadBalancer] });
  });
export const fates = fc.dictionary(fc.constantFrom(...names), fc.constantFrom<Fate>('CAA_ERROR', 'timed out'), {
  maxKeys: 2,
});

/** Runs until nothing is to be done and nothing is on its way, or the time is up. */
export function settle(model: LaneModel, days: number, watch: () => void = () => {}): void {
  const endMs = model.state.nowMs + days * dayMs;
  while (model.state.nowMs < endMs) {
    const { changes } = model.step();
    watch();
    model.pass(changes.length > 0 ? 1_000 : hourMs);
  }
}
