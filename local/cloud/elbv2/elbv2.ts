import { answerWith } from '../model-options.ts';
import { advanceTime } from '../model-time.ts';
import { draw } from '../route53/buckets.ts';
import type { Route53Request } from '../route53/request.ts';
import type { Route53Response, XmlTree } from '../route53/xml-out.ts';
import { signedRegion } from '../sts/signed-region.ts';
import { answerRefusal, answerXml, isRefusal, type Refusal, refusals } from './answer.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { addListenerCertificates, detach, removeListenerCertificates } from './listener-certificates.ts';
import { givenLoadBalancer, type Listener, type LoadBalancer, listedAt, type Shown } from './load-balancer.ts';
import { type Action, actions, isAction, version } from './operations.ts';
import type { Elbv2Options } from './options.ts';
import { describeListenerCertificates, describeListeners, describeLoadBalancers, describeTags } from './reads.ts';
import { type Ask, Snapshot, type State } from './state.ts';

const onlyAccount = '000000000000';

/**
 * Elastic Load Balancing (application and network load balancers) in all accounts and regions, as a state machine: no sockets, no
 * clock, no chance. Load balancers are given; what changes is which certificates their listeners show. No signatures are checked.
 */
export class Elbv2 {
  readonly #options: Elbv2Options;
  readonly #limits: Limits;
  readonly #calls = new Map<Action, number>();
  #state: State = { requests: 0, loadBalancers: new Map(), buckets: {}, time: { lastMs: 0, aheadMs: 0 } };

  constructor(options: Elbv2Options) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#addMissing();
  }

  /** Answers one request of the query protocol at the moment `nowMs`; never throws on what a request says. */
  handle(request: Route53Request, nowMs: number): Route53Response {
    this.#state.requests += 1;
    const form = new URLSearchParams(request.body);
    const name = form.get('Action');
    const action = isAction(name) && form.get('Version') === version ? name : undefined;
    const asked = { action: action ?? 'unknown', request, nowMs, calls: this.#calls } as const;
    return answerWith(this.#options, asked, () => this.#answer(request, form, { action, nowMs }));
  }

  /** How often each action was called so far, faults and refusals included. */
  calls(): Readonly<Partial<Record<Action, number>>> {
    return Object.fromEntries(this.#calls);
  }

  loadBalancers(): readonly LoadBalancer[] {
    return [...this.#state.loadBalancers.values()];
  }

  /** The default certificate and the SNI list of a listener; undefined where there is none. */
  shownBy(listenerArn: string, nowMs: number): Shown | undefined {
    const listener = this.#listener(listenerArn);
    if (listener === undefined) return undefined;
    return { first: listener.defaultCertificate, listed: listedAt(listener, advanceTime(this.#state, nowMs)) };
  }

  /** ARNs of the load balancers that use a certificate; `known`: as far as ACM has heard. */
  usersOf(certificate: string, nowMs: number, as: 'known' | 'actual'): readonly string[] {
    const atMs = advanceTime(this.#state, nowMs) - (as === 'known' ? this.#limits.unheardMs : 0);
    return this.loadBalancers()
      .filter(({ listeners }) =>
        listeners.some((one) => one.defaultCertificate === certificate || listedAt(one, atMs).includes(certificate)),
      )
      .map(({ arn }) => arn);
  }

  /** A person who adds a load balancer, or replaces the one of its ARN. */
  put(loadBalancer: LoadBalancer): void {
    this.#state.loadBalancers.set(loadBalancer.arn, loadBalancer);
  }

  /** A person who deletes a load balancer or a listener. */
  remove(arn: string): void {
    this.#state.loadBalancers.delete(arn);
    for (const one of this.loadBalancers())
      this.put({ ...one, listeners: one.listeners.filter((each) => each.arn !== arn) });
  }

  /** A person who takes a certificate off a listener. */
  detach(listenerArn: string, certificate: string, nowMs: number): void {
    const listener = this.#listener(listenerArn);
    if (listener !== undefined) detach(listener.attachments, certificate, advanceTime(this.#state, nowMs));
  }

  snapshot(): Snapshot {
    const { time } = this.#state;
    return Snapshot.parse(JSON.parse(JSON.stringify({ version: 1, time, loadBalancers: this.loadBalancers() })));
  }

  /** Goes on where a snapshot was taken; load balancers of the options that it lacks are added. @throws z.ZodError on other JSON. */
  restore(snapshot: unknown): void {
    const { time, loadBalancers } = Snapshot.parse(snapshot);
    this.#state = { ...this.#state, time, loadBalancers: new Map(loadBalancers.map((one) => [one.arn, one])) };
    this.#addMissing();
  }

  #addMissing(): void {
    for (const given of this.#options.loadBalancers) {
      const made = givenLoadBalancer(given);
      if (!this.#state.loadBalancers.has(made.arn)) this.put(made);
    }
  }

  #listener(arn: string): Listener | undefined {
    return this.loadBalancers()
      .flatMap(({ listeners }) => listeners)
      .find((one) => one.arn === arn);
  }

  #answer(request: Route53Request, form: URLSearchParams, { action, nowMs }: Called): Route53Response {
    const requestId = `elbv2-${this.#state.requests}`;
    const timeMs = advanceTime(this.#state, nowMs);
    if (action === undefined) return answerRefusal(refusals.unknownOperation(`${form.get('Action')}`), requestId);
    const caller = this.#options.callers?.callerOf(request, nowMs);
    if (caller !== undefined && 'code' in caller) return answerRefusal(caller, requestId);
    const place = { account: caller?.account ?? onlyAccount, region: signedRegion(request.headers) };
    const kind = actions[action];
    const bucket = { bucket: `${place.account}/${place.region} ${kind}`, limit: this.#limits[kind], tokens: 1 };
    const drawn = draw(this.#state.buckets, [bucket], timeMs);
    if (drawn === undefined) return answerRefusal(refusals.throttling, requestId);
    this.#state.buckets = drawn;
    const state = this.#state;
    const certificate = (arn: string) => this.#options.certificates.certificate(arn, nowMs);
    const answer = acts[action]({ place, state, limits: this.#limits, form, certificate, nowMs: timeMs });
    const isRefused = typeof answer === 'object' && isRefusal(answer);
    return isRefused ? answerRefusal(answer, requestId) : answerXml(action, answer, requestId);
  }
}

interface Called {
  readonly action: Action | undefined;
  readonly nowMs: number;
}

const acts: Readonly<Record<Action, (ask: Ask) => XmlTree | Refusal>> = {
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeTags: describeTags,
  DescribeListeners: describeListeners,
  DescribeListenerCertificates: describeListenerCertificates,
  AddListenerCertificates: addListenerCertificates,
  RemoveListenerCertificates: removeListenerCertificates,
};
