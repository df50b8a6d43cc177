import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coverOf } from '../../../../functions/certificates/plan/cover.ts';
import { isValid } from '../../../../functions/certificates/plan/fitness.ts';
import type { LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import { planLane } from '../../../../functions/certificates/plan/plan.ts';
import { arbitraryLane, fates, hosts, settle } from './arbitrary-lanes.ts';
import { LaneModel } from './lane-model.ts';
import { dayMs, nowMs } from './lanes.ts';

const foreign = ({ certificates, loadBalancers }: LaneState) => ({
  certificates: certificates.filter(({ ours }) => !ours).map(({ arn }) => arn),
  defaults: loadBalancers.flatMap(({ listeners }) => listeners.map((one) => one.default)),
  entries: loadBalancers.flatMap(({ listeners }) =>
    listeners.flatMap(({ arn, entries }) => entries.map((entry) => [arn, entry.certificate] as const)),
  ),
});

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

it('lets no namespace have more of a load balancer than its share', () => {
  fc.assert(
    fc.property(arbitraryLane, (lane) => {
      // What was requested for somewhere else may be put here, too.
      fc.pre(lane.edges.every(({ settings }) => settings.mode === 'acm'));
      const model = new LaneModel(lane);
      settle(model, 3);
      for (const { mostPerNamespace = 1_000, listeners } of model.state.loadBalancers) {
        const arns = listeners.flatMap(({ entries }) => entries.map(({ certificate: arn }) => arn));
        const held = arns.map((arn) => model.state.certificates.find((one) => one.arn === arn)?.namespace);
        for (const namespace of new Set(held.filter((one) => one !== undefined)))
          expect(held.filter((one) => one === namespace).length).toBeLessThanOrEqual(mostPerNamespace);
      }
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

it('asks for nothing any more in the end, whatever ACM refuses', () => {
  fc.assert(
    fc.property(arbitraryLane, fates, (lane, fate) => {
      const model = new LaneModel(lane, (name) => fate[name] ?? 'issued');
      const live = (halfDays: number): number => {
        for (let step = 0; step < halfDays; step += 1) {
          model.step();
          model.pass(dayMs / 2);
        }
        return model.requested.length;
      };
      // A certificate that is shared is halved each time that it fails, which takes three days.
      expect(live(40)).toBe(live(40));
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
