import type { Clock } from '#shared/domain/clock.ts';
import { certificatesAnnotation } from '#shared/domain/status-parts.ts';
import type { KubernetesApi } from '../kubernetes/api.ts';
import { type Answer, readAnswer } from './answer.ts';
import type { SourceRef } from './plan/desired.ts';
import type { DesiredService } from './plan/desired-services.ts';
import type { News } from './plan/news.ts';
import type { KnownObject, SourceObjects } from './ports.ts';
import type { Troubles } from './troubles.ts';

export interface ServiceAnnotatorOptions {
  readonly api: KubernetesApi;
  readonly objects: SourceObjects;
  readonly clock: Clock;
  readonly troubles: Troubles;
  /** Services, `namespace/name`, that whoever runs the cluster lets us annotate: no others, whatever the hub says. */
  readonly allowed: ReadonlySet<string>;
  tell(news: News): void;
  isStopped(): boolean;
}

/** The owner of our fields in the cluster (Kubernetes, "Server-Side Apply"). */
const fieldManager = 'firstlight';
/** Until the watch has told what was written. */
const settledMs = 60_000;
const refusedMs = 300_000;

/**
 * Names certificates to the controllers of load balancers, in one annotation of each Service. Applied without force: what
 * somebody else wrote there stays, and is told. What is not said any more stays as it is, as a listener would lose TLS.
 */
export class ServiceAnnotator {
  readonly #options: ServiceAnnotatorOptions;
  /** By Service: what was applied last, and until when that is left alone. */
  readonly #asked = new Map<string, { readonly value: string; readonly untilMs: number }>();

  constructor(options: ServiceAnnotatorOptions) {
    this.#options = options;
  }

  /** @throws RetryableError where there is no answer */
  async write(services: readonly DesiredService[]): Promise<void> {
    const { clock, objects, isStopped } = this.#options;
    for (const { source, certificates } of services) {
      if (isStopped()) return;
      const key = keyOf(source);
      const found = objects.find(source);
      // A Service that is not known (yet) is no trouble: the hub knows of it from its load balancer.
      if (found === undefined) continue;
      const value = certificates.join(',');
      if (found.annotations?.[certificatesAnnotation] === value) this.#isDone(key);
      else if (!this.#isAsked(key, value, clock.monotonic())) await this.#apply(source, found, value);
    }
  }

  #isAsked(key: string, value: string, nowMs: number): boolean {
    const asked = this.#asked.get(key);
    return asked !== undefined && asked.value === value && nowMs < asked.untilMs;
  }

  #isDone(key: string): void {
    this.#asked.delete(key);
    this.#options.troubles.end(subjectOf(key));
  }

  async #apply(source: SourceRef, { uid }: KnownObject, value: string): Promise<void> {
    const { clock, allowed } = this.#options;
    const key = keyOf(source);
    const remember = (ms: number): void => void this.#asked.set(key, { value, untilMs: clock.monotonic() + ms });
    if (!allowed.has(key)) {
      remember(refusedMs);
      const remedy = `add ${key} to the chart's annotateServices (--annotate-service), or write it there yourself`;
      return this.#trouble(source, 'AccessDenied', `the forwarder may not write ${certificatesAnnotation}: ${remedy}`);
    }
    const answer = await this.#send(source, uid, value);
    remember(answer.what === 'done' ? settledMs : answer.what === 'later' ? answer.afterMs : refusedMs);
    if (answer.what === 'done') return this.#options.troubles.end(subjectOf(key));
    if (answer.what === 'missing' || answer.what === 'later') return;
    if (answer.what === 'conflict') {
      const remedy = `Firstlight leaves it: take the annotation out there, and Firstlight writes it; or name these: ${value}`;
      return this.#trouble(source, 'AnnotationTaken', `${answer.message}. ${remedy}`);
    }
    const needed = `needed is the verb patch on services/${source.name} in ${source.namespace}`;
    this.#trouble(source, 'AccessDenied', `${certificatesAnnotation} cannot be written (${needed}): ${answer.message}`);
  }

  /** With its uid nothing is made where it has gone meanwhile. */
  async #send({ namespace, name }: SourceRef, uid: string, value: string): Promise<Answer> {
    const answer = await this.#options.api.send({
      method: 'PATCH',
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${encodeURIComponent(name)}`,
      query: { fieldManager },
      contentType: 'application/apply-patch+yaml',
      body: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace, uid, annotations: { [certificatesAnnotation]: value } },
      },
    });
    return readAnswer(answer, 'services');
  }

  #trouble(source: SourceRef, reason: 'AccessDenied' | 'AnnotationTaken', message: string): void {
    this.#options.troubles.begin(subjectOf(keyOf(source)), `Service ${keyOf(source)}: ${message}`);
    this.#options.tell({ source, type: 'Warning', reason, note: message });
  }
}

const keyOf = ({ namespace, name }: SourceRef): string => `${namespace}/${name}`;
const subjectOf = (key: string): string => `annotation:${key}`;
