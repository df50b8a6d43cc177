import type { Scheduler } from '#shared/domain/clock.ts';
import type { Epoch } from '#shared/domain/marker.ts';
import type { KubernetesApi } from '../kubernetes/api.ts';
import { Election } from '../kubernetes/election.ts';
import type { ElectionTimes } from '../kubernetes/election-options.ts';
import type { FollowTimes } from '../kubernetes/follow-times.ts';
import type { KindNews } from '../kubernetes/kind-news.ts';
import { leaseAt } from '../kubernetes/lease.ts';
import type { LeasePlace } from '../kubernetes/lease-record.ts';
import type { Bus, Report } from '../ports.ts';
import { type CountedBus, countedBus } from './counted-bus.ts';
import { type Duty, endDuty } from './duty.ts';
import { beginTerm, type Term } from './term.ts';

export interface ReplicaOptions {
  readonly cluster: string;
  readonly api: KubernetesApi;
  readonly bus: Bus;
  readonly scheduler: Scheduler;
  /** From 0 (included) to 1. */
  random(): number;
  readonly lease: LeasePlace;
  /** Never used by another process, nor by an earlier one. */
  readonly identity: string;
  readonly followTimes?: Partial<FollowTimes>;
  readonly electionTimes?: Partial<ElectionTimes>;
  duty?(term: Term): Duty;
  report(report: Report): void;
  /** What an operator should read, one sentence. */
  say(text: string): void;
}

/** One of several processes that could speak for a cluster; one at a time does, under an epoch of its own. */
export class Replica {
  readonly bus: CountedBus;
  readonly election: Election;
  readonly #options: ReplicaOptions;
  #term: (Term & { readonly duty: Duty | undefined }) | undefined;
  #terms = 0;
  /** The greatest heard in any term: whoever begins the next one has nobody else to ask. */
  #echo: Epoch | undefined;
  #problem: string | undefined;
  readonly #told = new Map<string, string>();

  constructor(options: ReplicaOptions) {
    const { api, bus, scheduler, lease, electionTimes } = options;
    this.#options = options;
    this.bus = countedBus({ bus, clock: scheduler, maySpeak: () => this.election.isHolding });
    this.election = new Election({
      ...options,
      random: () => options.random(),
      lease: leaseAt(api, lease),
      ...(electionTimes === undefined ? {} : { times: electionTimes }),
      readEcho: () => this.#readEcho(),
      gained: (epoch) => this.#begin(epoch),
      lost: () => this.#end(),
      report: (problem) => this.#tellProblem(problem),
    });
  }

  start(): void {
    this.election.start();
  }

  /** Says what is known, for at most `deadlineMs` (5 s), then leaves the Lease to whoever comes next. */
  async stop(deadlineMs = 5_000): Promise<void> {
    const term = this.#term;
    await Promise.all([
      endDuty(term?.duty, { scheduler: this.#options.scheduler, deadlineMs }),
      term?.forwarder.stop(deadlineMs),
    ]);
    this.#term = undefined;
    await this.election.stop();
  }

  /** Absent while another one leads. */
  get term(): (Term & { readonly duty: Duty | undefined }) | undefined {
    return this.#term;
  }

  /** Begun since the process began. */
  get terms(): number {
    return this.#terms;
  }

  /** Why it cannot take part. */
  get problem(): string | undefined {
    return this.#problem;
  }

  #begin(epoch: Epoch): void {
    const { duty, say, cluster } = this.#options;
    const { random, report } = this.#options;
    const { followTimes: times } = this.#options;
    const term = beginTerm({
      ...this.#options,
      random: () => random(),
      report: (told) => report(told),
      bus: this.bus,
      epoch,
      ...(times === undefined ? {} : { times }),
      tellKind: (news) => this.#tellKind(news),
    });
    this.#terms += 1;
    this.#term = { ...term, duty: duty?.(term) };
    this.#term.duty?.start();
    say(`leads for cluster ${cluster} under epoch ${epoch}`);
  }

  async #readEcho(): Promise<Epoch | undefined> {
    const echo = await this.#term?.duty?.readEcho?.();
    if (echo !== undefined && (this.#echo === undefined || echo > this.#echo)) this.#echo = echo;
    return this.#echo;
  }

  #end(): void {
    const term = this.#term;
    this.#term = undefined;
    if (term === undefined) return;
    term.forwarder.silence();
    void term.duty?.stop();
    this.#options.say('leads no more, and is silent');
  }

  #tellKind({ kind, state, message }: KindNews): void {
    const text = state === 'listed' || message === '' ? `${state}` : `${state}: ${message}`;
    if (this.#told.get(kind) === text) return;
    this.#told.set(kind, text);
    this.#options.say(`${kind} is ${text}`);
  }

  #tellProblem(problem: string | undefined): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#options.say(problem ?? 'the Lease can be reached again');
  }
}
