import type { Change, RequestChange, SniChange } from '../../../../functions/certificates/plan/changes.ts';
import type {
  LaneState,
  ListenerState,
  LoadBalancerState,
} from '../../../../functions/certificates/plan/lane-state.ts';
import { type LanePlan, planLane } from '../../../../functions/certificates/plan/plan.ts';
import { controlled, told } from './controller-model.ts';
import { certificate, certificateArn, dayMs } from './lanes.ts';
import { marked, withFailure } from './marked.ts';

/** How ACM takes names: until it is issued, or why it fails. */
export type Fate = 'issued' | 'CAA_ERROR' | 'timed out';
const issueMs = 300_000;
const timeOutMs = 72 * 3_600_000;

/** A strict far side in memory: it refuses loudly what a plan must never ask for. */
export class LaneModel {
  state: LaneState;
  /** Every request that ACM made a certificate for. */
  readonly requested: { readonly atMs: number; readonly hosts: readonly string[] }[] = [];
  /** What Services say, which their controller reads a step later. */
  readonly annotations = new Map<string, readonly string[]>();
  readonly #fateOf: (name: string) => Fate;
  #made = 0;
  readonly #tokens = new Map<string, string>();

  constructor(state: LaneState, fateOf: (name: string) => Fate = () => 'issued') {
    this.state = state;
    this.#fateOf = fateOf;
  }

  plan(): LanePlan {
    return planLane(this.state);
  }

  /** Plans, does what is planned and keeps what a drain would keep; `isSeen`: listeners are read first. */
  step(isSeen = true): LanePlan {
    if (isSeen) this.state = controlled(this.state, this.annotations);
    const plan = this.plan();
    this.state = marked(this.state, plan);
    for (const { service, certificates } of plan.annotations) this.annotations.set(service, certificates);
    this.state = told(this.state, this.annotations);
    for (const change of plan.changes) this.#apply(change);
    return plan;
  }

  /** A deployment that names another default on all listeners, or none. */
  deployDefault(arn: string | undefined): void {
    const loadBalancers = this.state.loadBalancers.map((one) => ({
      ...one,
      listeners: one.listeners.map(({ default: _before, ...listener }) => ({
        ...listener,
        ...(arn === undefined ? {} : { default: arn }),
      })),
    }));
    this.state = { ...this.state, loadBalancers };
  }

  pass(ms: number): void {
    const nowMs = this.state.nowMs + ms;
    const certificates = this.state.certificates.map((one) => {
      const ageMs = nowMs - (one.createdMs ?? 0);
      if (one.status !== 'PENDING_VALIDATION') return one;
      const fates = one.names.map(this.#fateOf);
      if (ageMs >= timeOutMs) return { ...one, status: 'VALIDATION_TIMED_OUT' as const };
      if (ageMs < issueMs || fates.includes('timed out')) return one;
      if (fates.includes('CAA_ERROR')) return { ...one, status: 'FAILED' as const, failureReason: 'CAA_ERROR' };
      return { ...one, status: 'ISSUED' as const, notBeforeMs: nowMs, notAfterMs: nowMs + 198 * dayMs };
    });
    this.state = { ...this.state, nowMs, certificates, requests: this.state.requests.map(withFailure(certificates)) };
  }

  #apply(change: Change): void {
    if (change.kind === 'request') this.#request(change);
    else if (change.kind === 'delete') this.#delete(change.certificate);
    else this.#change(change);
  }

  #change(change: SniChange): void {
    if (this.state.loadBalancers.some((one) => one.arn === change.loadBalancer && one.controller !== undefined)) {
      throw new Error(`changes ${change.loadBalancer}, which somebody else owns`);
    }
    const { listener, certificate: arn } = change;
    const known = this.state.certificates.find((one) => one.arn === arn);
    this.#onListener(listener, (found, loadBalancer) => {
      const isThere = found.entries.some((entry) => entry.certificate === arn);
      if (change.kind === 'attach') {
        if (known?.status !== 'ISSUED') throw new Error(`attaches ${arn}, which is ${known?.status}`);
        if (isThere) throw new Error(`attaches ${arn} twice`);
        const used = loadBalancer.listeners.reduce((sum, one) => sum + one.entries.length, 0);
        if (used >= loadBalancer.most) throw new Error(`a certificate more than the ${loadBalancer.most}`);
        const standIns = change.standIn === true ? { standIns: [...(found.standIns ?? []), arn] } : {};
        return { ...found, entries: [...found.entries, { certificate: arn }], ...standIns };
      }
      if (known?.ours !== true && found.standIns?.includes(arn) !== true)
        throw new Error(`takes off ${arn}, which is not ours`);
      if (found.default === arn) throw new Error(`takes off the default ${arn}`);
      if (!isThere) throw new Error(`takes off ${arn}, which is not there`);
      return { ...found, entries: found.entries.filter((entry) => entry.certificate !== arn) };
    });
  }

  #request({ kind: _kind, reason: _reason, instead: _instead, ...wish }: RequestChange): void {
    const { names, keyAlgorithm, token, hosts, namespace } = wish;
    if (names.length > 10) throw new Error(`${names.length} names on one certificate`);
    if (names[0].length > 64) throw new Error(`a common name of ${names[0].length} octets`);
    const arn = this.#tokens.get(token) ?? certificateArn(`made-${++this.#made}`);
    this.#tokens.set(token, arn);
    this.requested.push({ atMs: this.state.nowMs, hosts });
    const { notAfterMs: _none, notBeforeMs: _neither, ...fresh } = certificate('', names);
    const made = {
      ...fresh,
      arn,
      keyAlgorithm,
      namespace,
      status: 'PENDING_VALIDATION' as const,
      createdMs: this.state.nowMs,
      validations: [],
    };
    const past = { ...wish, names: [...names].sort(), arn };
    this.state = {
      ...this.state,
      certificates: [...this.state.certificates, made],
      requests: [...this.state.requests.filter((one) => one.token !== token), past],
    };
  }

  #delete(arn: string): void {
    const known = this.state.certificates.find((one) => one.arn === arn);
    const isUsed = this.state.loadBalancers.some((one) => one.listeners.some((listener) => isOn(listener, arn)));
    if (known?.ours !== true) throw new Error(`deletes ${arn}, which is not ours`);
    if (isUsed || known.inUseBy.length > 0) throw new Error(`deletes ${arn}, which is in use`);
    this.state = { ...this.state, certificates: this.state.certificates.filter((one) => one.arn !== arn) };
  }

  #onListener(arn: string, change: (found: ListenerState, on: LoadBalancerState) => ListenerState): void {
    const loadBalancers = this.state.loadBalancers.map((one) => ({
      ...one,
      listeners: one.listeners.map((listener) => (listener.arn === arn ? change(listener, one) : listener)),
    }));
    this.state = { ...this.state, loadBalancers };
  }
}

const isOn = (listener: ListenerState, arn: string): boolean =>
  listener.default === arn || listener.entries.some((entry) => entry.certificate === arn);
