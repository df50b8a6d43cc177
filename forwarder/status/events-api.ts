import * as z from 'zod';
import type { Clock } from '#shared/domain/clock.ts';
import type { KubernetesApi } from '../kubernetes/api.ts';
import { type Answer, readAnswer } from './answer.ts';
import { eventName, eventObject, type News, type Regarded, seriesPatch } from './plan/news.ts';

const Counted = z.object({ series: z.object({ count: z.number() }).optional() });

export interface EventsApiOptions {
  readonly api: KubernetesApi;
  readonly clock: Clock;
  /** Of this process, as events name their writer. */
  readonly instance: string;
}

/** The Events of one cluster. */
export class EventsApi {
  readonly #options: EventsApiOptions;

  constructor(options: EventsApiOptions) {
    this.#options = options;
  }

  /** Creates the Event, or raises the count of the one there is. @throws RetryableError where there is no answer */
  async write(news: News, regarded: Regarded): Promise<Answer> {
    const { clock, instance } = this.#options;
    const folder = `/apis/events.k8s.io/v1/namespaces/${encodeURIComponent(news.source.namespace)}/events`;
    const body = eventObject(news, regarded, { instance, nowMs: clock.now() });
    const created = await this.#ask({ method: 'POST', path: folder, body });
    if (created.what !== 'exists') return created;
    const path = `${folder}/${encodeURIComponent(eventName(news, regarded.uid))}`;
    // Changes nothing: it is to be read, which needs no further right this way.
    const standing = await this.#patch(path, {});
    if (standing.what !== 'done') return standing;
    const counted = Counted.safeParse(standing.body);
    const count = (counted.success ? counted.data.series?.count : undefined) ?? 1;
    return this.#patch(path, seriesPatch(count + 1, clock.now()));
  }

  async #patch(path: string, body: object): Promise<Answer> {
    return this.#ask({ method: 'PATCH', path, contentType: 'application/merge-patch+json', body });
  }

  async #ask(request: Parameters<KubernetesApi['send']>[0]): Promise<Answer> {
    return readAnswer(await this.#options.api.send(request), 'events');
  }
}
