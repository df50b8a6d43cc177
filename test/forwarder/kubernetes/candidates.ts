import { seededRandom } from '#local/platform/random.ts';
import { type VirtualScheduler, virtualScheduler } from '#local/platform/virtual-scheduler.ts';
import type { Scheduler } from '#shared/domain/clock.ts';
import type { Epoch } from '#shared/domain/marker.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { Election } from '../../../forwarder/kubernetes/election.ts';
import type { Lease } from '../../../forwarder/kubernetes/lease.ts';
import { type LeaseRecord, readLease, writeLease } from '../../../forwarder/kubernetes/lease-record.ts';

const place = { namespace: 'firstlight', name: 'firstlight-forwarder' };

/** What becomes of a call. */
export type LeaseFault = 'none' | 'lost' | 'answerLost' | 'slow';

/** The one Lease, each write conditional on its resource version. */
export class LeaseModel {
  record: LeaseRecord | undefined;
  readonly #scheduler: VirtualScheduler;
  readonly #fault: () => LeaseFault;
  #version = 0;

  constructor(scheduler: VirtualScheduler, fault: () => LeaseFault) {
    this.#scheduler = scheduler;
    this.#fault = fault;
  }

  /** Somebody who is none of the candidates. */
  put(raw: object): void {
    this.#version += 1;
    const metadata = {
      ...place,
      ...('metadata' in raw ? Object(raw.metadata) : {}),
      resourceVersion: String(this.#version),
    };
    this.record = readLease({ ...raw, metadata });
  }

  port(): Lease {
    const call = async <Answer>(effect: () => Answer): Promise<Answer> => {
      const fault = this.#fault();
      if (fault === 'slow') await new Promise<void>((resolve) => void this.#scheduler.after(4_000, resolve));
      if (fault === 'lost') throw new RetryableError('no connection');
      const answer = effect();
      if (fault === 'answerLost') throw new RetryableError('no answer in time');
      return answer;
    };
    return {
      read: () => call(() => this.record),
      write: (before, holding) =>
        call(() => {
          if (this.record?.resourceVersion !== before?.resourceVersion) return undefined;
          this.put(writeLease(before, place, holding));
          return this.record;
        }),
    };
  }
}

/** One process that contends, which may stand still or die. */
export class Candidate {
  readonly election: Election;
  readonly gained: Epoch[] = [];
  /** Whether it was told to speak, and not to be silent since. */
  speaks = false;
  problem: string | undefined;
  echo: Epoch | undefined;
  skewMs = 0;
  readonly #deferred: (() => void)[] = [];
  #frozen = false;
  #dead = false;

  constructor(identity: string, lease: Lease, scheduler: VirtualScheduler) {
    const run = (task: () => void): void => {
      if (this.#dead) return;
      if (this.#frozen) this.#deferred.push(task);
      else task();
    };
    const own: Scheduler = {
      now: () => scheduler.now() + this.skewMs,
      monotonic: () => scheduler.monotonic(),
      after: (delayMs, task) => scheduler.after(delayMs, () => run(task)),
    };
    this.election = new Election({
      lease,
      identity,
      scheduler: own,
      random: seededRandom(identity.length),
      readEcho: async () => this.echo,
      gained: (epoch) => {
        this.gained.push(epoch);
        this.speaks = true;
      },
      lost: () => {
        this.speaks = false;
      },
      report: (problem) => {
        this.problem = problem;
      },
    });
    this.election.start();
  }

  /** May it speak now, as far as it knows? */
  get maySpeak(): boolean {
    return !this.#dead && !this.#frozen && this.speaks && this.election.isHolding;
  }

  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
    for (const task of this.#deferred.splice(0)) task();
  }

  die(): void {
    this.#dead = true;
  }
}

export function contest(fault: () => LeaseFault = () => 'none') {
  const scheduler = virtualScheduler();
  const lease = new LeaseModel(scheduler, fault);
  const join = (identity: string): Candidate => new Candidate(identity, lease.port(), scheduler);
  return { scheduler, lease, join };
}
