import { setTimeout as sleep } from 'node:timers/promises';
import { sameValue } from '#shared/domain/same-value.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { joinedSource } from '../../../forwarder/joins/joined-source.ts';
import { type WatchedKind, watchedKinds } from '../../../forwarder/joins/watched-kinds.ts';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { ApiSource } from '../../../forwarder/kubernetes/api-source.ts';
import type { FollowTimes } from '../../../forwarder/kubernetes/follow-times.ts';
import type { KindNews } from '../../../forwarder/kubernetes/kind-news.ts';
import { collectionPath } from '../../../forwarder/kubernetes/paths.ts';
import type { Bus } from '../../../forwarder/ports.ts';
import { project } from '../../../forwarder/project.ts';
import { drawEpoch } from '../../../forwarder/speech/epoch.ts';
import { createForwarder, type Forwarder } from '../../../forwarder/speech/forwarder.ts';
import { Hub } from '../../forwarder/support/hub.ts';

/** A forwarder on a cluster, and a hub that hears it. */
export interface Listener {
  readonly hub: Hub;
  readonly forwarder: Forwarder;
  readonly source: ApiSource;
  news(kind: string): KindNews;
  /** Of a kind, as the hub believes it. */
  stateOf(kind: string): unknown;
}

/** Seconds instead of minutes, so that a test sees what days show. */
export const hasty: Partial<FollowTimes> = { retryFirstMs: 50, retryLimitMs: 500, askAgainMs: 500 };

export interface ListenOptions {
  readonly api: KubernetesApi;
  readonly hub?: Hub;
  readonly bus?: Bus;
  readonly times?: Partial<FollowTimes>;
  readonly capacity?: number;
}

export function listen({ api, hub = new Hub(), bus, times = hasty, capacity }: ListenOptions): Listener {
  const scheduler = realScheduler();
  const source = new ApiSource({ api, scheduler, random: Math.random, times });
  const own: Bus = {
    async put(entries) {
      for (const entry of entries) hub.apply(entry);
      return entries.map(() => ({ ok: true }));
    },
  };
  const forwarder = createForwarder({
    cluster: 'demo',
    source: joinedSource(source),
    bus: bus ?? own,
    scheduler,
    random: Math.random,
    epoch: drawEpoch({ nowMs: scheduler.now(), random: Math.random }),
    collectMs: 50,
    departureMs: 300,
    ...(capacity === undefined ? {} : { capacity }),
  });
  forwarder.start();
  const news = (kind: string): KindNews => {
    const found = source.news.find((each) => each.kind === kind);
    if (found === undefined) throw new Error(`${kind} is not followed`);
    return found;
  };
  const stateOf = (kind: string): unknown => Object(hub.believes('firstlight.dev/Source')[`/${kind}`]).state;
  return { hub, forwarder, source, news, stateOf };
}

/** Every kind as the hub believes it and as the cluster has it, by key. */
type Picture = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Compared are only the kinds that are not joined: what the hub is told of one is what it is. */
async function pictureOf(api: KubernetesApi, kinds: readonly WatchedKind[]): Promise<Picture> {
  const pictures = kinds.map(async (kind) => {
    const version = kind.versions[0];
    const answer = await api.send({ method: 'GET', path: collectionPath(kind, version) });
    const list = JSON.parse(await answer.text());
    const objects = (list.items ?? []).flatMap((item: object) => {
      const named = { kind: kind.kind, apiVersion: list.apiVersion, ...item };
      const projection = project(named);
      return projection.result === 'object' ? [[projection.object.key, projection.object]] : [];
    });
    return [kind.id, Object.fromEntries(objects)];
  });
  return Object.fromEntries(await Promise.all(pictures));
}

const simple = watchedKinds.filter(({ customResource }) => !customResource);

/**
 * Waits until the hub believes what the cluster holds. What it was told of each key differs from what it was told
 * before: nothing is said twice outside walks.
 * @throws Error with the first difference
 */
export async function untilEqual(admin: KubernetesApi, { hub }: Pick<Listener, 'hub'>, seconds = 45): Promise<void> {
  const endMs = performance.now() + seconds * 1_000;
  for (;;) {
    const difference = differenceBetween(await pictureOf(admin, simple), hub);
    if (difference === undefined) break;
    if (performance.now() > endMs) throw new Error(difference);
    await sleep(50);
  }
  const twice = hub.saidTwice;
  if (twice.length > 0) throw new Error(`said twice: ${twice.slice(0, 5).join(', ')}`);
}

function differenceBetween(picture: Picture, hub: Hub): string | undefined {
  for (const [kind, objects] of Object.entries(picture)) {
    const believed = hub.believes(kind);
    for (const key of new Set([...Object.keys(objects), ...Object.keys(believed)])) {
      const [is, told] = [objects[key], believed[key]];
      if (!sameValue(is, told))
        return `${kind} ${key} is ${JSON.stringify(is)}, and the hub believes ${JSON.stringify(told)}`;
    }
  }
  return undefined;
}

/** Waits for something that only time brings. */
export async function until(condition: () => boolean, what: string, seconds = 45): Promise<void> {
  const endMs = performance.now() + seconds * 1_000;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`never came: ${what}`);
    await sleep(20);
  }
}
