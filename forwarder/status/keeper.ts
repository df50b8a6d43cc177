import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import type { Epoch } from '#shared/domain/marker.ts';
import type { KubernetesApi } from '../kubernetes/api.ts';
import { NewsTeller } from './news-teller.ts';
import { type DesiredStatus, desiredStatus } from './plan/desired.ts';
import { type DesiredService, desiredServices } from './plan/desired-services.ts';
import { newsOfNotice } from './plan/news.ts';
import type { SourceObjects, StatusBucket, StatusCounts, StatusReport } from './ports.ts';
import { StatusReader } from './reader.ts';
import { ServiceAnnotator } from './service-annotator.ts';
import { SiteWriter } from './site-writer.ts';
import { SitesApi } from './sites-api.ts';
import { Troubles } from './troubles.ts';

export interface StatusKeeperOptions {
  readonly cluster: string;
  readonly bucket: StatusBucket;
  readonly api: KubernetesApi;
  readonly objects: SourceObjects;
  readonly scheduler: Scheduler;
  /** Of this process, as events name their writer. */
  readonly instance: string;
  /** Services, `namespace/name`, that may be annotated. Default none. */
  readonly annotateServices?: ReadonlySet<string>;
  report(report: StatusReport): void;
  /** How often the index is looked at. Default: as often as a person who waits would. */
  readonly pollMs?: number;
}

const usualPollMs = 5_000;
/** In a row: an API server is busy for a moment when a definition is new. */
const failuresUntilTold = 3;

/** Keeps the Site objects of a cluster, names certificates to its controllers, and tells what is new: the leader's work. */
export class StatusKeeper {
  readonly #options: StatusKeeperOptions;
  readonly #reader: StatusReader;
  readonly #writer: SiteWriter;
  readonly #teller: NewsTeller;
  readonly #annotator: ServiceAnnotator;
  readonly #troubles: Troubles;
  #desired: DesiredStatus = { sites: new Map(), notices: [] };
  #services: readonly DesiredService[] = [];
  readonly #failures = new Map<string, number>();
  #revision = -1;
  #cancel: Cancel = () => undefined;
  #round: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: StatusKeeperOptions) {
    const { api, bucket, cluster, objects, scheduler, instance, annotateServices = new Set() } = options;
    this.#options = options;
    this.#troubles = new Troubles((report) => options.report(report));
    this.#reader = new StatusReader(bucket, cluster);
    const shared = { troubles: this.#troubles, isStopped: () => this.#stopped };
    this.#teller = new NewsTeller({ ...shared, api, objects, clock: scheduler, instance });
    this.#writer = new SiteWriter({
      ...shared,
      api: new SitesApi(api, cluster),
      clock: scheduler,
      tell: (news) => this.#teller.add(news),
    });
    this.#annotator = new ServiceAnnotator({
      ...shared,
      ...{ api, objects, clock: scheduler, allowed: annotateServices },
      tell: (news) => this.#teller.add(news),
    });
  }

  /** Begins to look, at once and then again and again. */
  start(): void {
    this.#next(0);
  }

  /** Resolves when the last call has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#round;
  }

  /** The greatest epoch that the hub has heard of this cluster, as last read; undefined while nobody knows. */
  async readEcho(): Promise<Epoch | undefined> {
    return this.#reader.epoch;
  }

  get counts(): StatusCounts {
    return { ...this.#writer.counts, ...this.#teller.counts };
  }

  #next(delayMs: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#options.scheduler.after(delayMs, () => {
      this.#round = this.#lookOnce().finally(() => this.#next(this.#options.pollMs ?? usualPollMs));
    });
  }

  async #lookOnce(): Promise<void> {
    // Amazon S3 API reference, GetObject: whoever may not list is refused what is not there.
    const unwritten = 'S3 refuses also while nothing is written yet';
    const needed = `needed is s3:GetObject on status/${this.#options.cluster}/* of the bucket; ${unwritten}`;
    await this.#attempt('status', `the status of this cluster cannot be read (${needed})`, () => this.#reader.poll());
    const { entries, revision, complete } = this.#reader;
    if (entries === undefined || this.#stopped) return;
    if (revision !== this.#revision) {
      this.#desired = desiredStatus(entries);
      this.#services = desiredServices(entries);
      this.#revision = revision;
      this.#teller.keep(this.#desired.notices.map(newsOfNotice));
    }
    const { sites } = this.#desired;
    await this.#attempt('api', 'Site objects cannot be kept', () => this.#writer.write(sites, complete));
    await this.#attempt('services', 'Services cannot be annotated', () => this.#annotator.write(this.#services));
    if (!this.#stopped) await this.#attempt('events', 'Events cannot be written', () => this.#teller.tell());
  }

  /** What goes wrong again and again is told once; all of it is tried again with the next look. */
  async #attempt(subject: string, what: string, run: () => Promise<unknown>): Promise<void> {
    try {
      if ((await run()) === 'paused') return;
      this.#failures.delete(subject);
      this.#troubles.end(`answer:${subject}`);
    } catch (error) {
      const failures = (this.#failures.get(subject) ?? 0) + 1;
      this.#failures.set(subject, failures);
      const why = error instanceof Error ? error.message : String(error);
      if (failures >= failuresUntilTold) this.#troubles.begin(`answer:${subject}`, `${what}: ${why}`);
    }
  }
}
