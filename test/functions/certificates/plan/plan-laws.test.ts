import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coverOf } from '../../../../functions/certificates/plan/cover.ts';
import { isValid } from '../../../../functions/certificates/plan/fitness.ts';
import type { EdgeState, LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import { planLane } from '../../../../functions/certificates/plan/plan.ts';
import { type Fate, LaneModel } from './lane-model.ts';
import { balancer, certificate, dayMs, demand, edge, laneState, listenerArn, nowMs, settings } from './lanes.ts';

const hourMs = 3_600_000;
const labels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '*', 'x.a', 'y.a', 'x.b'];
const hosts = [
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
const arbitraryLane = fc
  .record({
    first: arbitraryEdge,
    second: arbitraryEdge,
    demands: arbitraryDemands,
    certificates: fc.array(arbitraryCertificate, { maxLength: 6 }),
    most: fc.constantFrom(3, 4, 6, 25),
    listeners: fc.constantFrom(1, 1, 2),
  })
  .map(({ first, second, demands, certificates, most, listeners }): LaneState => {
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
      listeners: Array.from({ length: listeners }, (_, index) => ({
        arn: listenerArn(`public-${index}`),
        ...(standard === undefined ? {} : { default: standard }),
        entries: listed.map(({ arn }) => ({ certificate: arn })),
      })),
    });
    const edges = [first, { ...second, name: 'second' }];
    return laneState({ edges, demands, certificates: known, loadBalancers: [loadBalancer] });
  });
const fates = fc.dictionary(fc.constantFrom(...names), fc.constantFrom<Fate>('CAA_ERROR', 'timed out'), { maxKeys: 2 });

const foreign = ({ certificates, loadBalancers }: LaneState) => ({
  certificates: certificates.filter(({ ours }) => !ours).map(({ arn }) => arn),
  defaults: loadBalancers.flatMap(({ listeners }) => listeners.map((one) => one.default)),
  entries: loadBalancers.flatMap(({ listeners }) =>
    listeners.flatMap(({ arn, entries }) => entries.map((entry) => [arn, entry.certificate] as const)),
  ),
});

/** Runs until nothing is to be done and nothing is on its way, or the time is up. */
function settle(model: LaneModel, days: number, watch: () => void = () => {}): void {
  const endMs = model.state.nowMs + days * dayMs;
  while (model.state.nowMs < endMs) {
    const { changes } = model.step();
    watch();
    model.pass(changes.length > 0 ? 1_000 : hourMs);
  }
}

it('never has more than a load balancer takes, takes off no default and nothing of others, deletes nothing in use', () => {
  fc.assert(
    fc.property(arbitraryLane, fates, (lane, fate) => {
      const before = foreign(lane);
      const model = new LaneModel(lane, (name) => fate[name] ?? 'issued');
      settle(model, 3);
      const after = foreign(model.state);
      expect(after.certificates).toEqual(before.certificates);
      expect(after.defaults).toEqual(before.defaults);
      const isOurs = (arn: string) => lane.certificates.find((one) => one.arn === arn)?.ours;
      for (const entry of before.entries) if (isOurs(entry[1]) !== true) expect(after.entries).toContainEqual(entry);
    }),
    { numRuns: 30 },
  );
});

it('requests at most one certificate for a host within a day', () => {
  fc.assert(
    fc.property(arbitraryLane, fates, (lane, fate) => {
      const model = new LaneModel(lane, (name) => fate[name] ?? 'issued');
      settle(model, 3);
      for (const host of hosts) {
        // A host at two edges that differ in what they want has one for each.
        const times = model.requested.filter((one) => one.hosts.includes(host)).map(({ atMs }) => atMs);
        const perDay = times.map((atMs) => times.filter((other) => other >= atMs && other < atMs + dayMs).length);
        const wishes = new Set(lane.edges.map(({ settings: s }) => `${s.names} ${s.keyAlgorithm}`)).size;
        expect(Math.max(0, ...perDay)).toBeLessThanOrEqual(wishes);
      }
    }),
    { numRuns: 30 },
  );
});

it('comes to rest: every host is served or says why not, and nothing is left to do', () => {
  fc.assert(
    fc.property(arbitraryLane, (lane) => {
      const model = new LaneModel(lane);
      settle(model, 2);
      const { changes, verdicts } = model.plan();
      expect(changes.filter(({ kind }) => kind !== 'request')).toEqual([]);
      expect(verdicts.map(({ demand: { host, edge: name } }) => `${host} ${name}`).sort()).toEqual(
        lane.demands.map(({ host, edge: name }) => `${host} ${name}`).sort(),
      );
      for (const { status, reason } of verdicts) {
        if (status === 'True') continue;
        expect(['QuotaReached', 'BudgetUsed', 'NameTooLong', 'CertificateFailed']).toContain(reason);
      }
    }),
    { numRuns: 30 },
  );
});

it('never stops serving a host that is served, as long as its certificate is valid', () => {
  fc.assert(
    fc.property(arbitraryLane, (lane) => {
      const model = new LaneModel(lane);
      let before = servedHosts(model.state);
      settle(model, 2, () => {
        const after = servedHosts(model.state);
        for (const [host, arn] of before) {
          const known = model.state.certificates.find((one) => one.arn === arn);
          if (known !== undefined && isValid(known, model.state.nowMs)) expect([...after.keys()]).toContain(host);
        }
        before = after;
      });
    }),
    { numRuns: 30 },
  );
});

it('leaves every host served that is, whatever default a deployment names instead', () => {
  fc.assert(
    fc.property(arbitraryLane, fc.nat(), (lane, turn) => {
      const model = new LaneModel({ ...lane, loadBalancers: lane.loadBalancers.map((one) => ({ ...one, most: 25 })) });
      settle(model, 1);
      const before = servedHosts(model.state);
      const others = [undefined, ...lane.certificates.filter(({ status }) => status === 'ISSUED')];
      model.deployDefault(others[turn % others.length]?.arn);
      expect([...servedHosts(model.state).keys()]).toEqual(expect.arrayContaining([...before.keys()]));
      settle(model, 2, () => {
        const valid = [...before].filter(([, arn]) => isValidNow(model.state, arn)).map(([host]) => host);
        expect([...servedHosts(model.state).keys()]).toEqual(expect.arrayContaining(valid));
      });
    }),
    { numRuns: 30 },
  );
});

const isValidNow = ({ certificates, nowMs: atMs }: LaneState, arn: string): boolean =>
  certificates.some((one) => one.arn === arn && isValid(one, atMs));

function servedHosts({ demands, edges, loadBalancers, certificates, nowMs: atMs }: LaneState): Map<string, string> {
  const served = new Map<string, string>();
  for (const { host, edge: name } of demands) {
    const arn = edges.find((one) => one.name === name)?.loadBalancer;
    for (const listener of loadBalancers.find((one) => one.arn === arn)?.listeners ?? []) {
      const on = [...listener.entries.map((entry) => entry.certificate), listener.default];
      const found = certificates.find(
        (one) => on.includes(one.arn) && isValid(one, atMs) && coverOf(one.names, host) !== undefined,
      );
      if (found !== undefined) served.set(`${host} ${listener.arn}`, found.arn);
    }
  }
  return served;
}

it('plans the same whatever the order that it is told in', () => {
  fc.assert(
    fc.property(arbitraryLane, fc.integer({ min: 1, max: 50 }), (lane, turn) => {
      const rotate = <Item>(items: readonly Item[]): readonly Item[] => {
        const at = items.length === 0 ? 0 : turn % items.length;
        return [...items.slice(at), ...items.slice(0, at)].toReversed();
      };
      const other = {
        ...lane,
        edges: rotate(lane.edges),
        demands: rotate(lane.demands),
        certificates: rotate(lane.certificates),
        loadBalancers: lane.loadBalancers.map((one) => ({ ...one, listeners: rotate(one.listeners) })),
      };
      expect(planLane(other)).toEqual(planLane(lane));
    }),
  );
});

it('after a loss of the table requests nothing again, and takes nothing away before all clusters have spoken', () => {
  fc.assert(
    fc.property(arbitraryLane, (lane) => {
      const model = new LaneModel(lane);
      settle(model, 2);
      const forgotten = model.state.loadBalancers.map((one) => ({
        ...one,
        keepsAll: true,
        listeners: one.listeners.map((listener) => ({
          ...listener,
          entries: listener.entries.map(({ certificate: arn }) => ({ certificate: arn })),
        })),
      }));
      const certificates = model.state.certificates.map(({ unneededSinceMs: _since, ...one }) => one);
      const left = new Set(
        model
          .plan()
          .verdicts.filter(({ status }) => status === 'True')
          .map(({ demand: one }) => one.host),
      );
      const cold = {
        ...model.state,
        loadBalancers: forgotten,
        certificates,
        requests: [],
        mayRemove: false,
        nowMs: nowMs + 40 * dayMs,
      };
      const told = planLane(cold).changes.filter(
        (change) => change.kind !== 'request' || change.hosts.some((host) => left.has(host)),
      );
      expect(told).toEqual([]);
      expect(planLane({ ...cold, demands: [] }).changes).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('takes nothing away while claims has not settled, and never what a claim without a decision may need', () => {
  fc.assert(
    fc.property(arbitraryLane, fc.constantFrom(...hosts), (lane, host) => {
      const model = new LaneModel(lane);
      settle(model, 2);
      const left = { ...model.state, demands: [] };
      const open = new LaneModel({ ...left, unsettled: { isOpen: true, hosts: new Set() } });
      settle(open, 3);
      expect(placesOf(open.state)).toEqual(placesOf(left));
      const waiting = new LaneModel({ ...left, unsettled: { isOpen: false, hosts: new Set([host]) } });
      settle(waiting, 3);
      expect(placesOf(waiting.state, host)).toEqual(placesOf(left, host));
    }),
    { numRuns: 30 },
  );
});

/** Which certificates stand on which listeners; with a host those that cover it. */
function placesOf({ loadBalancers, certificates }: LaneState, host?: string): readonly string[] {
  const isMeant = (arn: string): boolean =>
    host === undefined || certificates.some((one) => one.arn === arn && coverOf(one.names, host) !== undefined);
  const entries = loadBalancers.flatMap(({ listeners }) =>
    listeners.flatMap((listener) => listener.entries.map((entry) => `${listener.arn} ${entry.certificate}`)),
  );
  const known = certificates.map(({ arn }) => arn);
  return [...entries, ...known].filter((text) => isMeant(text.split(' ').at(-1) ?? ''));
}
