import type { Scheduler } from '#shared/domain/clock.ts';
import type { Epoch } from '#shared/domain/marker.ts';
import { joinedSource } from '../joins/joined-source.ts';
import type { KubernetesApi } from '../kubernetes/api.ts';
import { ApiSource } from '../kubernetes/api-source.ts';
import type { FollowTimes } from '../kubernetes/follow-times.ts';
import type { KindNews } from '../kubernetes/kind-news.ts';
import type { Bus, Report } from '../ports.ts';
import { createForwarder, type Forwarder } from '../speech/forwarder.ts';

export interface TermOptions {
  readonly cluster: string;
  readonly api: KubernetesApi;
  readonly bus: Bus;
  readonly scheduler: Scheduler;
  random(): number;
  readonly epoch: Epoch;
  readonly times?: Partial<FollowTimes>;
  report(report: Report): void;
  /** Called when a kind's state is another one. */
  tellKind?(news: KindNews): void;
}

/** The time in which one replica leads: it begins with nothing known, so that what it says is newer than all before it. */
export interface Term {
  readonly epoch: Epoch;
  readonly source: ApiSource;
  readonly forwarder: Forwarder;
}

export function beginTerm(options: TermOptions): Term {
  const { api, scheduler, times, random, tellKind } = options;
  const source = new ApiSource({
    ...{ api, scheduler, random },
    ...(times === undefined ? {} : { times }),
    ...(tellKind === undefined ? {} : { changed: tellKind }),
  });
  const forwarder = createForwarder({ ...options, source: joinedSource(source) });
  forwarder.start();
  return { epoch: options.epoch, source, forwarder };
}
