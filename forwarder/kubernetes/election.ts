import type { Cancel } from '#shared/domain/clock.ts';
import type { Epoch } from '#shared/domain/marker.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { type ElectionOptions, type ElectionTimes, usualElectionTimes } from './election-options.ts';
import { LeaseRefusedError } from './lease.ts';
import { drawLeaseEpoch } from './lease-epoch.ts';
import type { LeaseRecord } from './lease-record.ts';
import { Nap } from './nap.ts';

/**
 * Contends for a Lease. What others write is timed by this process's own clock, so that clocks need not agree; each
 * term begins with an epoch that is drawn in the very write that takes the Lease.
 */
export class Election {
  readonly #options: ElectionOptions;
  readonly #times: ElectionTimes;
  /** The Lease as this process last wrote it, while it holds it. */
  #held: (LeaseRecord & { readonly epoch: Epoch }) | undefined;
  #renewedMs = 0;
  #seen: { readonly version: string; readonly atMs: number } | undefined;
  #cancelLapse: Cancel = () => undefined;
  #stopped = false;
  readonly #nap: Nap;
  #running: Promise<void> = Promise.resolve();
  #lookedMs: number | undefined;
  #reachedMs: number | undefined;

  constructor(options: ElectionOptions) {
    this.#options = options;
    this.#nap = new Nap(options.scheduler);
    this.#times = { ...usualElectionTimes, ...options.times };
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Whether this process may speak now; looks at the clock, as it may have stood still for a while. */
  get isHolding(): boolean {
    return this.#held !== undefined && this.#nowMs - this.#renewedMs < this.#times.renewMs;
  }

  /** Monotonic: when it last looked at the Lease, whatever came of it; and when that succeeded. */
  get looked(): { readonly atMs: number | undefined; readonly reachedMs: number | undefined } {
    return { atMs: this.#lookedMs, reachedMs: this.#reachedMs };
  }

  /** Looks no more, and gives the Lease to whoever comes next. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#nap.wake();
    await this.#running;
    const held = this.#held;
    if (held === undefined || !this.isHolding) return this.#lose();
    this.#lose();
    const { lease, scheduler } = this.#options;
    const holding = { holder: '', durationMs: 1_000, nowMs: scheduler.now(), taken: false };
    // Whoever waits finds it unheld; if this fails, expired.
    await lease.write(held, holding).catch(() => undefined);
  }

  async #run(): Promise<void> {
    const { random, report } = this.#options;
    while (!this.#stopped) {
      try {
        await this.#turn();
        this.#reachedMs = this.#nowMs;
        report(undefined);
      } catch (error) {
        if (!(error instanceof RetryableError || error instanceof LeaseRefusedError)) throw error;
        report(error.message);
      }
      this.#lookedMs = this.#nowMs;
      if (!this.#stopped) await this.#nap.sleep(this.#times.retryMs * (0.8 + 0.4 * random()));
    }
  }

  async #turn(): Promise<void> {
    if (this.#held !== undefined && !(await this.#isOutdated(this.#held.epoch))) return this.#renew(this.#held);
    const record = await this.#options.lease.read();
    if (record === undefined || this.#isFree(record)) await this.#take(record);
  }

  /** The hub knows words of this cluster that are newer than anything said here would be. */
  async #isOutdated(epoch: Epoch): Promise<boolean> {
    const echo = await this.#options.readEcho?.();
    if (echo === undefined || echo <= epoch) return false;
    this.#lose();
    return true;
  }

  async #renew(held: LeaseRecord & { readonly epoch: Epoch }): Promise<void> {
    const { lease } = this.#options;
    const beganMs = this.#nowMs;
    const written = await lease.write(held, this.#holding(held.epoch, false));
    if (this.#held !== held) return;
    if (written !== undefined) return this.#hold({ ...written, epoch: held.epoch }, beganMs);
    const record = await lease.read();
    // Lost meanwhile: whoever takes it again begins a term.
    if (this.#held !== held) return;
    // Somebody wrote beside us, or our own write came through without an answer.
    const isOurs = record?.holder === this.#options.identity && record.epoch === held.epoch;
    if (isOurs) this.#held = { ...record, epoch: held.epoch };
    else this.#lose();
  }

  async #take(record: LeaseRecord | undefined): Promise<void> {
    const { lease, scheduler, random, readEcho, gained } = this.#options;
    const known = [record?.epoch, await readEcho?.()];
    const epoch = drawLeaseEpoch({ nowMs: scheduler.now(), random: () => random(), known });
    const beganMs = this.#nowMs;
    const written = await lease.write(record, this.#holding(epoch, true));
    if (written === undefined || this.#stopped) return;
    this.#hold({ ...written, epoch }, beganMs);
    if (this.isHolding) gained(epoch);
  }

  /** Held by nobody, by nobody who lives, or by us without our knowing. */
  #isFree({ holder, durationMs, resourceVersion }: LeaseRecord): boolean {
    if (holder === '' || holder === this.#options.identity) return true;
    if (this.#seen?.version !== resourceVersion) this.#seen = { version: resourceVersion, atMs: this.#nowMs };
    return this.#nowMs - this.#seen.atMs >= durationMs;
  }

  #holding(epoch: Epoch, taken: boolean) {
    const { identity, scheduler } = this.#options;
    return { holder: identity, durationMs: this.#times.leaseMs, epoch, nowMs: scheduler.now(), taken };
  }

  #hold(held: LeaseRecord & { readonly epoch: Epoch }, sinceMs: number): void {
    this.#held = held;
    this.#renewedMs = sinceMs;
    this.#cancelLapse();
    const leftMs = Math.max(0, sinceMs + this.#times.renewMs - this.#nowMs);
    this.#cancelLapse = this.#options.scheduler.after(leftMs, () => this.#lose());
  }

  #lose(): void {
    this.#cancelLapse();
    if (this.#held === undefined) return;
    this.#held = undefined;
    this.#options.lost();
  }

  get #nowMs(): number {
    return this.#options.scheduler.monotonic();
  }
}
