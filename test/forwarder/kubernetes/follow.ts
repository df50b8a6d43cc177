import { seededRandom } from '#local/platform/random.ts';
import { virtualScheduler } from '#local/platform/virtual-scheduler.ts';
import type { SourceState } from '#shared/domain/objects.ts';
import type { RawSink } from '../../../forwarder/joins/raw-source.ts';
import { type WatchedKind, watchedKinds } from '../../../forwarder/joins/watched-kinds.ts';
import { ApiSource } from '../../../forwarder/kubernetes/api-source.ts';
import type { KindNews } from '../../../forwarder/kubernetes/kind-news.ts';
import { definitionPath } from '../../../forwarder/kubernetes/paths.ts';
import { type ApiFault, ApiModel, type ApiModelOptions } from '../../support/kubernetes/api-model.ts';

export const ingresses = '/apis/networking.k8s.io/v1/ingresses';
export const routes = '/apis/traefik.io/v1alpha1/ingressroutes';

function kindNamed(id: string): WatchedKind {
  const kind = watchedKinds.find((each) => each.id === id);
  if (kind === undefined) throw new Error(`${id} is not watched`);
  return kind;
}
export const ingressKind = kindNamed('networking.k8s.io/Ingress');
export const routeKind = kindNamed('traefik.io/IngressRoute');

export const ingress = (name: string, host = `${name}.example.com`) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { namespace: 'shop', name },
  spec: { rules: [{ host }] },
});
export const route = (name: string, host = `${name}.example.com`) => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'IngressRoute',
  metadata: { namespace: 'shop', name },
  spec: { routes: [{ kind: 'Rule', match: `Host(\`${host}\`)` }] },
});

/** The CustomResourceDefinition of IngressRoutes; another `uid` is another life of it. */
export const definition = (
  uid: string,
  more: { readonly deleted?: true; readonly versions?: readonly string[] } = {},
) => ({
  metadata: { name: 'x', uid, ...(more.deleted === undefined ? {} : { deletionTimestamp: '2026-01-01T00:00:00Z' }) },
  spec: { versions: (more.versions ?? ['v1alpha1']).map((name) => ({ name, served: true })) },
});
const definitionAt = definitionPath(routeKind);
const definitions = definitionAt.slice(0, definitionAt.lastIndexOf('/'));
const definitionKey = definitionAt.slice(definitionAt.lastIndexOf('/'));

/** Writes down what it is told: objects by key, and every delete. */
class Listener implements RawSink {
  readonly states = new Map<string, SourceState>();
  readonly objects = new Map<string, unknown>();
  readonly removed: string[] = [];
  lists = 0;
  onRemove: () => void = () => undefined;

  listed(kind: string, objects: readonly { readonly key: string }[]): void {
    this.lists += 1;
    this.states.set(kind, 'listed');
    for (const id of [...this.objects.keys()]) if (id.startsWith(`${kind} `)) this.objects.delete(id);
    for (const object of objects) this.objects.set(`${kind} ${object.key}`, object);
  }
  notListed(kind: string, state: SourceState): void {
    this.states.set(kind, state);
  }
  upsert(object: { readonly kind: string; readonly key: string }): void {
    this.objects.set(`${object.kind} ${object.key}`, object);
  }
  remove(kind: string, key: string): void {
    this.removed.push(`${kind} ${key}`);
    this.onRemove();
    this.objects.delete(`${kind} ${key}`);
  }
  absenceKnown(): void {}

  /** Names of what is there of a kind. */
  names(kind: string): readonly string[] {
    const prefix = `${kind} shop/`;
    return [...this.objects.keys()]
      .filter((id) => id.startsWith(prefix))
      .map((id) => id.slice(prefix.length))
      .sort();
  }
}

export interface Scene extends Omit<ApiModelOptions, 'scheduler'> {
  readonly seed?: number;
  readonly kinds?: readonly WatchedKind[];
}

/** A source before the model of an API server, in virtual time. */
export function follow({ seed = 1, kinds = [ingressKind], ...options }: Scene = {}) {
  const scheduler = virtualScheduler();
  const api = new ApiModel({ scheduler, ...options });
  const source = new ApiSource({ api, scheduler, random: seededRandom(seed), kinds });
  const listener = new Listener();
  const define = (object: ReturnType<typeof definition> | undefined): void =>
    api.write(definitions, definitionKey, object);
  return {
    ...{ scheduler, api, source, listener, define },
    begin: async (): Promise<void> => {
      source.start(listener);
      await scheduler.advance(0);
    },
    write: (name: string, host?: string): void => api.write(ingresses, `shop/${name}`, ingress(name, host)),
    remove: (name: string): void => api.write(ingresses, `shop/${name}`, undefined),
    news: (): KindNews => {
      const [first] = source.news;
      if (first === undefined) throw new Error('nothing is followed');
      return first;
    },
  };
}

/** Takes faults off a list; none once it is empty, or told to. */
export function faultsOf(faults: readonly ApiFault[]) {
  const left = [...faults];
  return { fault: (): ApiFault => left.pop() ?? 'none', end: (): void => void left.splice(0) };
}
