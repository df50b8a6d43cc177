import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { type ApiServer, type ApiServerOptions, startApiServer } from './api-server.ts';
import { type Listener, type ListenOptions, listen, untilEqual } from './listener.ts';
import { type Hand, handOf } from './objects.ts';

/** A real API server with a namespace `shop`, and whoever listens to it; all of it ends with it. */
export interface Cluster extends AsyncDisposable {
  readonly server: ApiServer;
  readonly admin: KubernetesApi;
  readonly hand: Hand;
  /** As the admin, unless told. */
  listen(options?: Partial<ListenOptions>): Listener;
  /** Waits until the hub believes what the cluster holds, and nothing was said twice. */
  equal(listener: Pick<Listener, 'hub'>): Promise<void>;
}

export async function startCluster(options: ApiServerOptions = {}): Promise<Cluster> {
  const server = await startApiServer(options);
  const admin = await server.api('admin');
  const hand = handOf(admin);
  const listeners: Listener[] = [];
  await hand.namespace('shop');
  return {
    server,
    admin,
    hand,
    listen(more) {
      const listener = listen({ api: admin, ...more });
      listeners.push(listener);
      return listener;
    },
    equal: (listener) => untilEqual(admin, listener),
    async [Symbol.asyncDispose]() {
      for (const { forwarder } of listeners) forwarder.silence();
      await server[Symbol.asyncDispose]();
    },
  };
}
